//! Raw arguments to checked options.
