"""Universal Credit, Housing Benefit and ESA beside work: single adults in England and Wales."""
