"""What can only be of a job that began is refused of one that was offered, in words that say what is missing."""

import pytest

from ipstui.casework.checks import Unfit, check_all
from ipstui.casework.events import NEVER, FourHoursDone, Interview, JobChanged, JobEnded, JobStarted, Offer
from tests.casework.made_up import JO, TODAY, told

OFFER = told(Offer, -2, role="Loader", accepted="yes")


@pytest.mark.parametrize("kind", [FourHoursDone, JobChanged, JobEnded])
def test_an_offer_is_no_job_that_began(kind):
    with pytest.raises(Unfit, match="record first that it started") as refusal:
        check_all([told(kind, job=OFFER.id, recorded=NEVER)], JO.id, [OFFER], TODAY)
    assert refusal.value.field == "job"
    begun = told(JobStarted, -1, role="Loader", job=OFFER.id)
    check_all([told(kind, job=OFFER.id, recorded=NEVER)], JO.id, [OFFER, begun], TODAY)


def test_an_interview_that_lies_ahead_cannot_have_been_attended_yet():
    booked = told(Interview, 4, recorded=OFFER.recorded)
    with pytest.raises(Unfit, match="lies ahead") as refusal:
        check_all([told(Interview, state="attended", interview=booked.id, recorded=NEVER)], JO.id, [booked], TODAY)
    assert refusal.value.field == "state"
    for state in ("cancelled", "unsuccessful"):
        check_all([told(Interview, state=state, interview=booked.id, recorded=NEVER)], JO.id, [booked], TODAY)
