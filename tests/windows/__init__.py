"""The program itself on Windows: real processes, real locks, real renames. `.ci/windows/run` runs these under Wine."""
