"""The vocational side: what the person wants, certificates, benefits and consents."""

from __future__ import annotations

import msgspec

from ipstui.casework.events import (
    BenefitsSession,
    BenefitStatus,
    Certificate,
    Consent,
    Cv,
    GapWorded,
    PastJob,
    ProfileUpdated,
    Training,
    WantsWork,
)
from ipstui.casework.history import E, Ledger, changed

ESA = ("new_style_esa", "income_related_esa", "esa")


class Vocational(msgspec.Struct, frozen=True, kw_only=True):
    """The latest profile (each field as last given), and the dated facts around it."""

    profile: ProfileUpdated | None
    wants_work: WantsWork | None
    benefits: tuple[BenefitStatus, ...]
    sessions: tuple[BenefitsSession, ...]
    certificates: tuple[Certificate, ...]
    training: tuple[Training, ...]
    cv: Cv | None
    approved_cv: Cv | None
    past_jobs: tuple[PastJob, ...]
    gaps: tuple[GapWorded, ...]
    consents: tuple[Consent, ...]

    @property
    def on_esa(self) -> bool:
        """Whether a kind of Employment and Support Allowance is in payment."""
        return any(benefit.benefit in ESA for benefit in self.benefits)

    @property
    def on_uc(self) -> bool:
        """Whether Universal Credit is in payment."""
        return any(benefit.benefit == "universal_credit" for benefit in self.benefits)


def vocational_of(ledger: Ledger) -> Vocational:
    """Fold the vocational events; a later profile fills in or replaces single fields."""
    benefits: dict[str, BenefitStatus] = {}
    for status in ledger.of(BenefitStatus):
        if status.in_payment:
            benefits[status.benefit] = status
        elif status.in_payment is False:
            benefits.pop(status.benefit, None)
    return Vocational(
        profile=_profile(ledger.of(ProfileUpdated)),
        wants_work=_last(ledger.of(WantsWork)),
        benefits=tuple(benefits.values()),
        sessions=tuple(ledger.of(BenefitsSession)),
        certificates=tuple({c.name.casefold(): c for c in ledger.of(Certificate)}.values()),
        training=tuple(ledger.of(Training)),
        cv=_last(ledger.of(Cv)),
        approved_cv=_last([cv for cv in ledger.of(Cv) if cv.state == "approved"]),
        past_jobs=tuple(ledger.of(PastJob)),
        gaps=tuple(ledger.of(GapWorded)),
        consents=tuple(ledger.of(Consent)),
    )


def _last(events: list[E]) -> E | None:
    return events[-1] if events else None


def _profile(updates: list[ProfileUpdated]) -> ProfileUpdated | None:
    merged: ProfileUpdated | None = None
    for update in updates:
        if merged is None:
            merged = update
            continue
        own = {
            name: value
            for name in ProfileUpdated.__struct_fields__
            if (value := getattr(update, name)) not in ("", None)
        }
        merged = changed(merged, **own)
    return merged
