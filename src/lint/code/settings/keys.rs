//! The words of which keys are made.

use super::super::word::Word;
use super::names::words;

/// Words that say nothing of whose setting it is.
pub(super) const FILLERS: &[&str] = &[
    "use",
    "uses",
    "using",
    "enable",
    "enabled",
    "enables",
    "is",
    "on",
    "start",
    "auto",
    "mode",
    "type",
    "number",
    "no",
    "from",
    "to",
    "set",
    "get",
    "config",
    "connection",
    "connect",
    "method",
    "container",
    "host",
    "default",
    "option",
    "options",
    "o",
    "remote",
    "server",
    "listen",
    "listener",
    "active",
    "let",
    "required",
    "transport",
    "方式",
    "类型",
    "连接",
    "服务器",
];

/// Words that make a port another one than that of the service.
pub(super) const OTHER_PORTS: &[&str] = &[
    "target",
    "node",
    "local",
    "source",
    "src",
    "proxy",
    "metrics",
    "admin",
    "debug",
    "management",
    "jmx",
    "bridge",
    "forward",
    "forwarded",
    "min",
    "max",
    "ephemeral",
    "random",
    "old",
    "callback",
    "redirect",
    "web",
    "ui",
    "api",
    "health",
    "status",
    "loadbalancer",
    "balancer",
    "upstream",
    "internal",
    "inner",
    "本地",
    "代理",
];

/// Keys of ports.
pub(super) const PORTS: &[&str] = &["port", "ports", "端口", "端口号", "dport", "published"];
/// Words that may follow them.
pub(super) const NUMBERS: &[&str] = &["number", "no", "num", "号", "range", "ranges", "value", "values"];
/// Keys whose value may be `host:port`.
pub(super) const ADDRESSES: &[&str] = &[
    "addresses",
    "bindings",
    "binding",
    "listen",
    "bind",
    "address",
    "addr",
    "endpoint",
    "endpoints",
    "host",
    "hosts",
    "server",
    "servers",
    "hostport",
    "smarthost",
    "relayhost",
];
/// Keys whose value may be a protocol.
pub(super) const PROTOCOLS: &[&str] = &[
    "adapter",
    "engine",
    "dialect",
    "client",
    "dbms",
    "connection",
    "database",
    "backend",
    "method",
    "protocol",
    "proto",
    "type",
    "kind",
    "scheme",
    "service",
    "driver",
    "mailer",
    "provider",
    "协议",
    "类型",
];
/// Keys whose value is written for people.
pub(super) const LABELS: &[&str] =
    &["name", "description", "desc", "comment", "label", "title", "remark", "note", "名称", "说明", "备注"];
/// Keys of hosts.
pub(super) const HOSTS: &[&str] = &[
    "host",
    "hostname",
    "server",
    "address",
    "addr",
    "smarthost",
    "poll",
    "服务器",
    "主机",
    "主机名",
    "服务器地址",
];

/// Whether a key is there for a port.
pub(super) fn takes_port(key: Word<'_>) -> bool {
    words(key).last().is_some_and(|word| is_port(*word))
}

/// Whether a word is one for a port.
pub(super) fn is_port(word: Word<'_>) -> bool {
    word.is_any(PORTS) || word.text.ends_with("端口") || word.text.ends_with("端口号")
}

/// Whether a key is there for a host.
pub(super) fn takes_host(key: Word<'_>) -> bool {
    words(key).last().is_some_and(|word| word.is_any(HOSTS))
}
