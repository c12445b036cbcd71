"""One screen a file, its stylesheet beside it. Screens ask and draw; they hold no rules."""
