"""Documents in, table out; table out as documents."""
