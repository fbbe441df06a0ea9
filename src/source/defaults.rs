//! The files that the program carries with it: templates, styles and interface texts.
//!
//! A test compares this list with the folders it stands for, so a new template can't be
//! forgotten here.

macro_rules! files {
    ($($path:literal)*) => {
        /// Each default with its path in a site folder.
        pub const FILES: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!("../../", $path)).as_slice()),)*];
    };
}

files! {}
