//! A registry on the disk: a site folder, the folder of its registry, or one file of it.

use crate::base::path::SourcePath;
use crate::cli::SiteFolder;
use crate::diag::Failure;
use crate::source::Snapshot;
use std::fs;
use std::path::Path;

/// The files of a registry.
pub(super) struct Source {
    pub(super) snapshot: Snapshot,
    /// Whether the articles are there as well.
    pub(super) is_site: bool,
}

/// The kinds of entries that have one file.
const LISTS: [&str; 5] = ["services.yaml", "glossary.yaml", "errors.yaml", "clients.yaml", "clouds.yaml"];

/// Reads a registry.
pub(super) fn read(path: &Path) -> Result<Source, Failure> {
    if path.join("content").is_dir() {
        let snapshot = crate::cli::read(&SiteFolder { site: path.to_path_buf() })?;
        return Ok(Source { snapshot, is_site: true });
    }
    let mut snapshot = Snapshot::of_defaults();
    if path.is_dir() {
        for name in LISTS {
            let file = path.join(name);
            if file.exists() {
                insert(&mut snapshot, name, &file)?;
            }
        }
        for kind in ["ports", "providers"] {
            let folder = path.join(kind);
            for file in files(&folder)? {
                let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                insert(&mut snapshot, &format!("{kind}/{name}"), &file)?;
            }
        }
        if snapshot.below("content/registry").next().is_none() {
            let shown = path.display();
            return Err(Failure::refused(
                text!("there is no registry in `{shown}`", "`{shown}` 里没有登记表"),
                text!(
                    "name a site folder, a folder with `ports/` or `services.yaml`, or a file of a registry",
                    "请给出站点文件夹、含有 `ports/` 或 `services.yaml` 的文件夹，或登记表的一个文件"
                ),
            ));
        }
        return Ok(Source { snapshot, is_site: false });
    }
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).map(str::to_string);
    let above = path.parent().and_then(name);
    let place = match (name(path).as_deref(), above.as_deref()) {
        (Some(name), _) if LISTS.contains(&name) => name.to_string(),
        (_, Some("providers")) => "providers/list.yaml".to_string(),
        _ => "ports/list.yaml".to_string(),
    };
    insert(&mut snapshot, &place, path)?;
    Ok(Source { snapshot, is_site: false })
}

fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |error: std::io::Error| unreadable(folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn insert(snapshot: &mut Snapshot, place: &str, file: &Path) -> Result<(), Failure> {
    let bytes = fs::read(file).map_err(|error| unreadable(file, &error))?;
    let path = SourcePath::new(&format!("content/registry/{place}"));
    snapshot.insert(path.ok_or_else(|| bad_name(file))?, bytes);
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    Failure::io(text!("can't read `{shown}`", "无法读取 `{shown}`"), error)
}

fn bad_name(path: &Path) -> Failure {
    let shown = path.display();
    Failure::refused(
        text!("can't read `{shown}`", "无法读取 `{shown}`"),
        text!("its name holds a backslash or a control character", "文件名里有反斜杠或控制字符"),
    )
}
