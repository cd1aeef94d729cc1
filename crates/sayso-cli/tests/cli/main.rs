//! The command from end to end: real files in, real output out.

mod bad_input;
mod example;
mod hostile;
mod index;
mod sayso;
mod seeds;
mod spans;
mod tables;
mod usage;
