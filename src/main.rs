//! The program: arguments to the library, its answer to the shell.

fn main() -> std::process::ExitCode {
    portolan::cli::main()
}
