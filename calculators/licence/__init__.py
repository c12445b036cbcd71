"""What a licence says about a proposal: which condition bears on it, on which days, and what must be asked.

`records` and `facts` are what is asked; `refusals` what cannot be; `catalogue`, `vocabulary` and `terms` make
conditions ready; `case` says what holds on which day, and `shifts` when the proposal is. The rules (`rules` is their
table) hold a term against the facts or a shift and yield `evidence`; `permission` changes it by what was decided;
`met` has `weigh`, in `evidence`, make the verdict of it, and nothing else makes one. `states`, `report` and `ask` tell
it, and `check` joins them.
"""
