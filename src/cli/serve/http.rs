//! Requests and answers. Only what is in memory can be answered with, so no path leads to a disk.
//!
//! Pages of other sites can't talk to this server: a request has to name one of its own addresses
//! as its host (which a rebound name does not), and the event stream refuses foreign origins.

use super::page;
use super::site::Tree;
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

// No output of a site has a path that begins with a dot, so these are never pages of it.
const OURS: &str = "/.portolan/";
const EVENTS: &str = "/.portolan/events";
/// Where the script of every page is.
pub(super) const CLIENT: &str = "/.portolan/client.js";

// A connection whose other end is gone is noticed when something is written to it.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What is answered with.
#[derive(Debug, Default)]
pub(super) struct Served {
    /// The last good site; empty when there was none yet.
    pub(super) tree: Arc<Tree>,
    /// Its name, which no other site has.
    pub(super) version: String,
    /// What pages are told: one line of JSON.
    pub(super) state: String,
}

struct Server {
    hosts: Vec<String>,
    lang: Lang,
    served: watch::Receiver<Arc<Served>>,
}

/// Begins to answer. The server ends with the returned value.
pub(super) fn start(
    listener: TcpListener,
    address: SocketAddr,
    lang: Lang,
    served: watch::Receiver<Arc<Served>>,
) -> std::io::Result<Runtime> {
    let server = Arc::new(Server { hosts: hosts(address), lang, served });
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    listener.set_nonblocking(true)?;
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    let router = Router::new().fallback(answer).with_state(server);
    runtime.spawn(async move { axum::serve(listener, router).await });
    Ok(runtime)
}

// What browsers write as `Host` for the addresses of this server.
fn hosts(address: SocketAddr) -> Vec<String> {
    let bound = match address.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    let names = ["localhost", "127.0.0.1", "[::1]", &bound];
    let with_port = names.iter().map(|name| format!("{name}:{}", address.port()));
    let without = names.iter().filter(|_| address.port() == 80).map(|name| name.to_string());
    with_port.chain(without).collect()
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    if !server.is_asked(uri, headers) {
        return refuse(StatusCode::FORBIDDEN, "403: this server has no such host\n");
    }
    if method != Method::GET && method != Method::HEAD {
        let mut response = refuse(StatusCode::METHOD_NOT_ALLOWED, "405: only GET and HEAD\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let Some(path) = decoded(uri.path()) else {
        return refuse(StatusCode::BAD_REQUEST, "400: not a path of a site\n");
    };
    match path.as_str() {
        EVENTS if !server.is_own_page(headers) => {
            refuse(StatusCode::FORBIDDEN, "403: not for pages of other sites\n")
        }
        EVENTS if method == Method::HEAD => respond(StatusCode::OK, "text/event-stream", Body::empty()),
        EVENTS => respond(StatusCode::OK, "text/event-stream", events(server.served.clone())),
        CLIENT => respond(StatusCode::OK, "text/javascript; charset=utf-8", Body::from(page::CLIENT)),
        path if path.starts_with(OURS) => refuse(StatusCode::NOT_FOUND, "404\n"),
        path => {
            let served = Arc::clone(&server.served.borrow());
            from_site(&served, path, uri, server.lang)
        }
    }
}

impl Server {
    fn is_asked(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else { return false };
        let known = |name: &str| self.hosts.iter().any(|host| host.eq_ignore_ascii_case(name));
        host.to_str().is_ok_and(known) && uri.authority().is_none_or(|name| known(name.as_str()))
    }

    // Browsers leave `Origin` out when a page asks its own server.
    fn is_own_page(&self, headers: &HeaderMap) -> bool {
        headers.get_all(header::ORIGIN).iter().all(|origin| {
            let host = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            host.is_some_and(|host| self.hosts.iter().any(|own| own == host))
        })
    }
}

fn from_site(served: &Served, path: &str, uri: &Uri, lang: Lang) -> Response {
    let below = path.strip_prefix('/').unwrap_or(path);
    if served.tree.is_empty() {
        let body = page::waiting(lang, &served.version);
        return respond(StatusCode::SERVICE_UNAVAILABLE, HTML, Body::from(body));
    }
    let find = |path: &str| SitePath::new(path).and_then(|path| served.tree.get_key_value(&path));
    let index = format!("{below}index.html");
    if let Some((path, bytes)) = find(if below.is_empty() || below.ends_with('/') { &index } else { below }) {
        return file(served, StatusCode::OK, path, bytes);
    }
    if find(&format!("{below}/index.html")).is_some() {
        let query = uri.query().map_or(String::new(), |query| format!("?{query}"));
        if let Ok(place) = HeaderValue::from_str(&format!("{}/{query}", uri.path())) {
            let mut response = refuse(StatusCode::MOVED_PERMANENTLY, "");
            response.headers_mut().insert(header::LOCATION, place);
            return response;
        }
    }
    match find("404.html") {
        Some((path, bytes)) => file(served, StatusCode::NOT_FOUND, path, bytes),
        None => refuse(StatusCode::NOT_FOUND, "404\n"),
    }
}

fn file(served: &Served, status: StatusCode, path: &SitePath, bytes: &Bytes) -> Response {
    let kind = content_type(path.as_str());
    let body = match kind {
        HTML => Body::from(page::with_client(bytes, &served.version)),
        _ => Body::from(bytes.clone()),
    };
    respond(status, kind, body)
}

// Each client has its own place in the stream and hears of the newest state only, so one that reads
// slowly or not at all keeps nothing waiting and nothing in memory.
fn events(served: watch::Receiver<Arc<Served>>) -> Body {
    let mut first = served;
    first.mark_changed();
    let stream = futures_util::stream::unfold(first, |mut served| async {
        let text = match tokio::time::timeout(HEARTBEAT, served.changed()).await {
            Ok(Ok(())) => format!("retry: 500\ndata: {}\n\n", served.borrow_and_update().state),
            Ok(Err(_)) => return None,
            Err(_) => ":\n\n".to_string(),
        };
        Some((Ok::<_, Infallible>(text), served))
    });
    Body::from_stream(stream)
}

fn refuse(status: StatusCode, text: &'static str) -> Response {
    respond(status, "text/plain; charset=utf-8", Body::from(text))
}

fn respond(status: StatusCode, kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers: [(HeaderName, &'static str); 4] = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

// The path that a request means (RFC 3986 §2.1), decoded once; `None` when it is not UTF-8, not
// encoded as it should be, or holds something that a path of a site never holds: `.`, `..`, an
// empty segment, a backslash, a control character.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, after @ ..] = rest else { return None };
        let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(digit(high)? * 16 + digit(low)?);
        rest = after;
    }
    let path = String::from_utf8(bytes).ok()?;
    let below = path.strip_prefix('/')?;
    let tame = below.strip_suffix('/').unwrap_or(below);
    (below.is_empty() || SitePath::new(tame).is_some()).then_some(path)
}

const HTML: &str = "text/html; charset=utf-8";

fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, end)| end);
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "yaml" | "yml" => "application/yaml; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_once_and_holds_nothing_that_climbs() {
        let same = |path: &str| assert_eq!(decoded(path).as_deref(), Some(path));
        same("/");
        same("/zh/ports/465/");
        same("/ports.json");
        assert_eq!(decoded("/zh/%E5%8F%91%e4%BF%A1").as_deref(), Some("/zh/发信"));
        assert_eq!(decoded("/%252e%252e/").as_deref(), Some("/%2e%2e/"));
        for wrong in [
            "",
            "*",
            "a",
            "//",
            "//a",
            "/a//b",
            "/../",
            "/..",
            "/a/../b",
            "/./",
            "/%2e%2e/a",
            "/%2E./a",
            "/..%2fa",
            "/a\\b",
            "/%5c..%5ca",
            "/a%00",
            "/a%0d%0a",
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
            "/%ff",
        ] {
            assert_eq!(decoded(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn only_addresses_of_the_server_are_hosts() {
        let at = |text: &str| hosts(text.parse().expect("an address")).join(" ");
        assert_eq!(at("127.0.0.1:1111"), "localhost:1111 127.0.0.1:1111 [::1]:1111 127.0.0.1:1111");
        assert_eq!(at("[fd00::1]:2"), "localhost:2 127.0.0.1:2 [::1]:2 [fd00::1]:2");
        assert_eq!(
            at("10.0.0.7:80"),
            "localhost:80 127.0.0.1:80 [::1]:80 10.0.0.7:80 localhost 127.0.0.1 [::1] 10.0.0.7"
        );
    }
}
