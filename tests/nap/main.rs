//! One integration binary; its cases are folders under `tests/`.
fn main() {}
