//! Coverage to blocks.

pub mod block;
