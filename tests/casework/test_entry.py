"""Names of employers typed into an entry, matched with those already known."""

from ipstui.casework.entry import employer_named
from ipstui.casework.people import Employer

KNOWN = {
    "k": Employer(id="k", name="Kingsway Laundry", stage="hired"),
    "m": Employer(id="m", name="Marlow's Café"),
    "n": Employer(id="n", name="Marlow's Bakery"),
    "s": Employer(id="s", name="Stone"),
    "w": Employer(id="w", name="Stone Works"),
}


def test_case_and_blanks_do_not_matter():
    assert employer_named("  kingsway   LAUNDRY ", KNOWN, "new") == (KNOWN["k"], False)


def test_part_of_a_name_that_only_one_has_is_that_one():
    assert employer_named("café", KNOWN, "new") == (KNOWN["m"], False)


def test_part_of_two_names_is_neither():
    employer, is_new = employer_named("Marlow's", KNOWN, "new")
    assert (employer.id, employer.name, is_new) == ("new", "Marlow's", True)


def test_a_whole_name_wins_over_a_longer_one_that_holds_it():
    assert employer_named("stone", KNOWN, "new") == (KNOWN["s"], False)


def test_an_unknown_name_is_a_new_employer_met_with_blanks_set_right():
    employer, is_new = employer_named("  Ann   & Sons ", {}, "new", "face_to_face")
    assert is_new
    assert employer == Employer(id="new", name="Ann & Sons", stage="met")
    for mode in ("email", "phone", "unknown"):
        assert employer_named("Ann & Sons", {}, "new", mode)[0].stage == "new", "nobody was met"


def test_how_it_is_spelt_does_not_matter():
    for typed in ("marlows cafe", "MARLOW\u2019S CAFE\u0301", "Caf\u00e9,  Marlow's", "marlow caf"):
        assert employer_named(typed, KNOWN, "new") == (KNOWN["m"], False)


def test_letters_from_within_a_name_are_another_employer():
    assert employer_named("Tone", KNOWN, "new")[1]
    assert employer_named("KL", KNOWN, "new")[1]
