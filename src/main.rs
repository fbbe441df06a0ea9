//! The program: arguments to the library, its answer to the shell.

// A build makes and drops millions of small values; what a library is built into chooses for itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    portolan::cli::main()
}
