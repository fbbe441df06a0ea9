//! What the machine itself needs for the files of a build: nothing is rendered.
//!
//! usage: floor write|read LIST FOLDER THREADS
//!
//! LIST has a line `SIZE PATH` for each file. `write` makes folders and files below FOLDER, which
//! holds none of them yet, from one buffer; `read` reads each file to its end. Every thread takes
//! the files of whole folders, as `mkdir` and `open` contend for a folder.
//!
//! Compiled by `sizes.py` with `rustc -O`; not a part of the crate.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

type Folder = (PathBuf, Vec<(usize, PathBuf)>);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, list, root, threads] = &arguments[..] else { panic!("floor write|read LIST FOLDER THREADS") };
    let folders = folders(&fs::read_to_string(list).expect("reads the list"), Path::new(root));
    let largest = folders.iter().flat_map(|(_, files)| files).map(|(size, _)| *size).max().unwrap_or(0);
    let writes = mode == "write";
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads.parse().expect("a number of threads") {
            scope.spawn(|| {
                let mut buffer = vec![b'x'; largest + 1];
                while let Some((folder, files)) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if writes {
                        fs::create_dir_all(folder).expect("makes a folder");
                    }
                    for (size, path) in files {
                        match writes {
                            true => write(path, &buffer[..*size]),
                            false => read(path, &mut buffer),
                        }
                    }
                }
            });
        }
    });
}

fn folders(list: &str, root: &Path) -> Vec<Folder> {
    let mut folders: BTreeMap<PathBuf, Vec<(usize, PathBuf)>> = BTreeMap::new();
    for line in list.lines() {
        let (size, path) = line.split_once(' ').expect("SIZE PATH");
        let path = root.join(path);
        let folder = path.parent().expect("is below the root").to_path_buf();
        folders.entry(folder).or_default().push((size.parse().expect("a size"), path));
    }
    folders.into_iter().collect()
}

fn write(path: &Path, bytes: &[u8]) {
    File::create(path).and_then(|mut file| file.write_all(bytes)).expect("writes a file");
}

fn read(path: &Path, buffer: &mut [u8]) {
    let mut file = File::open(path).expect("opens a file");
    while file.read(buffer).expect("reads a file") > 0 {}
}
