"""Set up and start 职评通 with nothing but Python 3.11 or newer; before there is an environment, hence in one file.

    python run.py                 set up (once) and start the app; --port N picks the port
    python run.py -- --server.X   anything after -- goes to Streamlit
    python run.py logic ARGS      the command line for scripts and for packs of rules, as python -m logic ARGS
    python run.py test [ARGS]     linters, types, fast tests, browser tests; ARGS go to pytest
    python run.py bench [ARGS]    the measurements (benchmarks/run.py)
    python run.py fuzz [ARGS]     what nobody would send, for --minutes N, at a server of its own (tools/fuzz.py)
    python run.py pictures [ARGS] the pictures of the README (docs/pictures/take.py)
    python run.py pin [ARGS]      pin both requirements files again (needs uv); --upgrade takes newer versions

Where there is no network, a folder wheels/ beside this file is used instead. Fill it on a computer with the
same system and Python: pip download --require-hashes --only-binary :all: -d wheels -r requirements.txt
"""

# Standard library only, and readable by Python 3.7, so that an old Python gets a sentence and not a traceback.

from __future__ import annotations

import errno
import hashlib
import http.client
import importlib
import importlib.util
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WHEELS = ROOT / "wheels"
OLDEST = (3, 11)
COMMANDS = ("start", "logic", "test", "bench", "fuzz", "pictures", "pin")

# What can go wrong or needs saying: Chinese, then English. The detail in braces is filled in by say().
MESSAGES = {
    "old_python": (
        "需要 Python 3.11 或更新版本，现在用的是 {found}。请安装新版后再运行。",
        "Python 3.11 or newer is needed; this is {found}. Please install a newer one and run again.",
    ),
    "usage": (
        "看不懂“{word}”。用法：python run.py [logic|test|bench|fuzz|pictures|pin] [--port 端口]",
        'Cannot read "{word}". Usage: python run.py [logic|test|bench|fuzz|pictures|pin] [--port N]',
    ),
    "bad_port": (
        "端口须是 1 到 65535 之间的整数，不能是“{word}”。",
        'The port must be a whole number from 1 to 65535, not "{word}".',
    ),
    "port_in_use": (
        "端口 {port} 已被占用。请关闭占用它的程序，或换一个端口：python run.py --port {other}",
        "Port {port} is in use. Close the program that uses it, or take another: python run.py --port {other}",
    ),
    "bad_address": (
        "不能在地址 {host}:{port} 上启动（{why}）。请检查地址和端口。",
        "Cannot start at {host}:{port} ({why}). Please check the address and the port.",
    ),
    "missing_file": (
        "缺少文件 {name}。请重新取得完整的程序文件夹。",
        "The file {name} is missing. Please get the complete program folder again.",
    ),
    "setting_up": (
        "首次准备运行环境（{name}），约需一分钟……",
        "Setting up ({name}), once; this takes about a minute ...",
    ),
    "no_venv": (
        "这个 Python 缺少 venv 模块。Debian/Ubuntu 请先运行：apt install python3-venv",
        "This Python lacks the venv module. On Debian/Ubuntu, first run: apt install python3-venv",
    ),
    "no_permission": (
        "不能写入 {path}（{why}）。请换一个有写权限的文件夹；若程序正在运行，请先关闭。",
        "Cannot write to {path} ({why}). Use a folder that you may write to; close the app if it is running.",
    ),
    "no_network": (
        "下载依赖包失败：连不上软件源。请检查网络或代理，或放入离线 wheels 文件夹后再试。",
        "Cannot download the packages: no connection to the package index. Check the network or the proxy, "
        "or provide an offline wheels folder.",
    ),
    "wheels_incomplete": (
        "离线 wheels 文件夹不全或不适合这台电脑：{detail}",
        "The offline wheels folder is incomplete or made for another system: {detail}",
    ),
    "bad_hash": (
        "下载的依赖包与 {name} 中的校验值不符，没有安装。请换一个软件源再试，不要跳过校验。",
        "A package does not match its hash in {name}; nothing was installed. "
        "Try another package index; do not skip the check.",
    ),
    "bad_requirements": (
        "{name} 的内容有误，不能安装：{detail}",
        "{name} is faulty and cannot be installed: {detail}",
    ),
    "no_space": (
        "磁盘空间不足，准备运行环境约需 1 GB。请清理后再试。",
        "The disk is full; setting up takes about 1 GB. Please free some space and try again.",
    ),
    "install_failed": (
        "安装依赖包失败：{detail}",
        "Installing the packages failed: {detail}",
    ),
    "ready": (
        "职评通已启动，请用浏览器打开 {url}（按 Ctrl+C 结束）",
        "Title Guide is running; open {url} in a browser (Ctrl+C stops it)",
    ),
    "ended_early": (
        "程序没有启动成功（退出码 {code}），原因见上。",
        "The app did not start (exit code {code}); the reason stands above.",
    ),
}


def say(key: str, **values: object) -> str:
    """The sentence for ``key``, in Chinese and then in English, on one line."""
    return " / ".join(text.format(**values) for text in MESSAGES[key])


class Stop(Exception):
    """Ends the command with one sentence and exit code 1."""

    def __init__(self, key: str, **values: object) -> None:
        """Keep the key as well, so that a test can ask which sentence it was."""
        super().__init__(say(key, **values))
        self.key = key


# --- what was asked for --------------------------------------------------------------------------------------


def check_python(version: tuple[int, ...]) -> None:
    """Stop where the interpreter is older than the app can use."""
    if version < OLDEST:
        raise Stop("old_python", found=".".join(str(part) for part in version[:3]))


def parse(words: list[str]) -> tuple[str, list[str]]:
    """The command, and the arguments to hand on; for ``start`` these are Streamlit's."""
    if words and words[0] in ("-h", "--help", "help"):
        return "help", []
    if words and words[0] in COMMANDS[1:]:
        return words[0], words[1:]
    words = words[1:] if words[:1] == ["start"] else words
    own, extra = words, []
    if "--" in words:
        own, extra = words[: words.index("--")], words[words.index("--") + 1 :]
    port = None
    rest = iter(own)
    for word in rest:
        name, equals, value = word.partition("=")
        if name != "--port":
            raise Stop("usage", word=word)
        port = value if equals else next(rest, "")
    return "start", ([] if port is None else ["--server.port", port]) + extra


def option(extra: list[str], name: str) -> str | None:
    """The value of a Streamlit option among ``extra``, written ``--name value`` or ``--name=value``; last wins."""
    found = None
    for place, word in enumerate(extra):
        if word == f"--{name}" and place + 1 < len(extra):
            found = extra[place + 1]
        elif word.startswith(f"--{name}="):
            found = word.partition("=")[2]
    return found


def where(extra: list[str]) -> tuple[str, int]:
    """Address and port that Streamlit will take: command line, then environment, then .streamlit/config.toml."""
    import tomllib  # not at the top: an older Python has to get as far as check_python()

    try:
        config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")).get("server", {})
    except (OSError, ValueError):
        config = {}  # Streamlit itself says what is wrong with it

    def setting(name: str, default: str) -> str:
        given = option(extra, f"server.{name}")
        if given is None:
            given = os.environ.get(f"STREAMLIT_SERVER_{name.upper()}") or str(config.get(name, default))
        return given

    port = setting("port", "8501")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise Stop("bad_port", word=port)
    return setting("address", "127.0.0.1"), int(port)


# --- the private environments --------------------------------------------------------------------------------


def python_of(venv: Path) -> Path:
    """The interpreter inside ``venv``."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def stamp_of(requirements: bytes) -> str:
    """What an environment was built from; another one of these means that it has to be built again."""
    made_for = f"{sys.implementation.cache_tag} {sys.platform} {platform.machine()}\n"
    # The same file may have other line ends on Windows; that is no reason to build again.
    return hashlib.sha256(made_for.encode() + requirements.replace(b"\r\n", b"\n")).hexdigest()


def is_complete(venv: Path, stamp: str) -> bool:
    """Whether ``venv`` was built to its end from just this. The stamp is written last, so half-built has none."""
    try:
        return python_of(venv).exists() and (venv / "stamp").read_text(encoding="ascii") == stamp
    except (OSError, ValueError):
        return False


def find_uv() -> str | None:
    """A ``uv`` that runs; a shim on the path may point nowhere."""
    uv = shutil.which("uv")
    if uv is None:
        return None
    try:
        works = subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return None
    return uv if works else None


def why_failed(output: str, name: str, offline: bool) -> Stop:
    """The one sentence for what pip or uv printed when it failed."""
    lines = [line.strip(" ×╰─▶│") for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "hint:")) or "No such file" in line]
    detail = (errors or lines or ["?"])[0][:160]
    if "ensurepip is not" in output:
        return Stop("no_venv")
    if re.search(r"no space left|disk full|os error 28\b", output, re.I):
        return Stop("no_space")
    if re.search(r"do not match the hashes|hash mismatch", output, re.I):
        return Stop("bad_hash", name=name)
    if re.search(r"invalid requirement|--require-hashes mode|run\.py: error|usage:", output, re.I):
        return Stop("bad_requirements", name=name, detail=detail)
    if offline:
        return Stop("wheels_incomplete", detail=detail)
    if re.search(
        r"connection|timed out|name resolution|getaddrinfo|proxyerror|sslerror|error sending request|dns error",
        output,
        re.I,
    ):
        return Stop("no_network")
    if re.search(r"permission denied|access is denied|os error (13|5|30)\b|read-only file system", output, re.I):
        return Stop("no_permission", path=ROOT, why=detail)
    return Stop("install_failed", detail=detail)


def output_of(command: list[str]) -> tuple[int, str]:
    """Exit code and everything printed, whatever the console's encoding."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", errors="replace")


def install(venv: Path, requirements: Path) -> None:
    """Make ``venv`` with exactly what ``requirements`` pins; with uv where there is one, else with pip."""
    offline = WHEELS.is_dir()
    options = ["--require-hashes", "--only-binary", ":all:"]
    options += ["--no-index", "--find-links", str(WHEELS)] if offline else []
    python, inside = sys.executable, str(python_of(venv))
    uv = find_uv()
    if uv is not None:
        code, _ = output_of([uv, "venv", "--quiet", "--python", python, str(venv)])
        if code == 0:
            code, _ = output_of([uv, "pip", "sync", "--quiet", "--python", inside, *options, str(requirements)])
        if code == 0:
            return
        # uv does not read pip's own settings (a mirror, a proxy): let pip try, and say what went wrong.
        remove(venv)
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Stop("no_venv")
    code, output = output_of([python, "-m", "venv", str(venv)])
    if code == 0:
        pip = [inside, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        code, output = output_of([*pip, "--retries", "2", *options, "-r", str(requirements)])
    if code != 0:
        raise why_failed(output, requirements.name, offline)


def remove(venv: Path) -> None:
    """Take ``venv`` away, if it is there."""
    if venv.exists():
        (venv / "stamp").unlink(missing_ok=True)  # first, so that a half-removed one is never taken for complete
        shutil.rmtree(venv)


def environment(kind: str) -> str:
    """The interpreter of the ``app`` or the ``test`` environment, built first where it is missing or outdated."""
    requirements = ROOT / ("requirements.txt" if kind == "app" else "requirements-test.txt")
    venv = ROOT / f".venv-{kind}"
    if not requirements.is_file():
        raise Stop("missing_file", name=requirements.name)
    stamp = stamp_of(requirements.read_bytes())
    if not is_complete(venv, stamp):
        print(say("setting_up", name=venv.name), file=sys.stderr, flush=True)  # stdout may be somebody's data
        try:
            remove(venv)
            venv.mkdir()  # says at once, and in this process, whether one may write here
            venv.rmdir()
            install(venv, requirements)
            (venv / "stamp").write_text(stamp, encoding="ascii")
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise Stop("no_space") from None
            raise Stop("no_permission", path=ROOT, why=error.strerror or error) from None
    return str(python_of(venv))


# --- start ---------------------------------------------------------------------------------------------------


def check_port(host: str, port: int) -> None:
    """Stop where another program has the port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name != "nt":  # there it would let two programs share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, 10048):  # the second on Windows
            raise Stop("port_in_use", port=port, other=port + 1 if port < 65535 else 8501) from None
        raise Stop("bad_address", host=host, port=port, why=error.strerror or error) from None


def is_healthy(host: str, port: int) -> bool:
    """Whether the server answers yet."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def start(extra: list[str]) -> int:
    """Run the app until it ends or Ctrl-C; say its address once it answers."""
    host, port = where(extra)
    if not (ROOT / "app.py").is_file():
        raise Stop("missing_file", name="app.py")
    check_port(host, port)
    python = environment("app")
    # One line with the address is enough; headless, so that Streamlit asks for no e-mail address on the first start.
    # The address and the port are given even where nobody asked: Streamlit alone would take every interface, or the
    # next free port.
    ours = ["--server.headless", "true", "--logger.hideWelcomeMessage", "true", "--logger.level", "warning"]
    ours += ["--server.address", host, "--server.port", str(port)]
    server = subprocess.Popen([python, "-m", "streamlit", "run", "app.py", *ours, *extra], cwd=ROOT)
    reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    url = f"http://[{reach}]:{port}" if ":" in reach else f"http://{reach}:{port}"
    try:
        while server.poll() is None and not is_healthy(reach, port):
            time.sleep(0.1)
        if server.poll() is None:
            print(say("ready", url=url), flush=True)
        elif server.returncode:
            raise Stop("ended_early", code=server.returncode)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        end(server)


def end(server: subprocess.Popen[bytes]) -> None:
    """Stop the server if it still runs: ask, then insist."""
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


# --- logic -------------------------------------------------------------------------------------------------------


def logic(extra: list[str]) -> int:
    """Run ``python -m logic`` in the app's environment, with the caller's folder, streams and exit code."""
    if not (ROOT / "logic" / "__main__.py").is_file():
        raise Stop("missing_file", name="logic/__main__.py")
    # -P: a file called logic.py in the caller's folder is not ours.
    command = [environment("app"), "-P", "-m", "logic", *extra]
    code = subprocess.run(command, env=with_our_packages(), check=False).returncode
    return code if code >= 0 else 128 - code  # ended by a signal


# --- together ------------------------------------------------------------------------------------------------


def run(command: list[str]) -> int:
    """Run in this folder, with what it prints left visible."""
    return subprocess.run(command, cwd=ROOT, env=with_our_packages(), check=False).returncode


def with_our_packages() -> dict[str, str]:
    """The environment's variables, with this folder on Python's path."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def main(words: list[str]) -> int:
    """The command line."""
    command = ""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that knows no Chinese still gets the English half
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended as well
    try:
        check_python(tuple(sys.version_info[:3]))
        command, extra = parse(words)
        if command == "help":
            print(__doc__)
            return 0
        if command == "start":
            return start(extra)
        if command == "logic":
            return logic(extra)
        # For those who work on it, and not needed to start.
        from tools import dev

        return dev.command(command, extra)
    except Stop as stop:
        print(stop, file=sys.stderr)
        # There 1 says that something is wrong in what was given; nothing could be done is 2.
        return 2 if command == "logic" else 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    # By its name, and not as this script, so that tools/dev.py speaks of the same sentences and stops.
    sys.path.insert(0, str(ROOT))
    sys.exit(importlib.import_module("run").main(sys.argv[1:]))
