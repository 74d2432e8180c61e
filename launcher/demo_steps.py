"""What the commands that show something on the demo data share: a server, and steps that are told one by one."""

import time
import urllib.error
from contextlib import contextmanager

from launcher import console, locks, server, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.odoo_client import Refused
from launcher.suite import DATABASE, demand


@contextmanager
def serving(project, name):
    """Address of the suite: of the one that is served, else of one that ends with the block.

    :param name: of its log
    """
    address = project.state / "run/address"
    if locks.holder_pid(project, "run") and address.exists():
        yield address.read_text(encoding="utf-8").strip()
        return
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir))
        port = server.free_port()
        with runtime.serving(DATABASE, port, project.log / f"{name}.log", "--max-cron-threads", 0):
            yield f"http://{server.HOST}:{port}"


def add_server_arguments(parser):
    """Add the options of a command that works over the web."""
    parser.add_argument("--url", help="use the server at this address instead")
    parser.add_argument("--database", default=DATABASE, help="database that it serves (default: %(default)s)")


def on_server(args, project, name, take):
    """Take all steps on the server that is named, or else on our own, and return the exit code.

    :param name: of the log of our own
    :param take: function of the project, the server's address and its database
    """
    if args.url:
        take(project, args.url, args.database)
        return 0
    with serving(project, name) as url:
        take(project, url, DATABASE)
    return 0


@contextmanager
def told(title):
    """Print a step with its seconds and what the block says of it.

    :raises Problem: if the server refuses the step or cannot be reached.
    """
    remarks = []
    begin = time.monotonic()
    try:
        yield remarks.append
    except Refused as error:
        raise Problem(f"Không làm được bước “{title}”: {error.message}", _todo(error)) from error
    except (urllib.error.HTTPError, ConnectionError, TimeoutError) as error:
        raise Problem(
            f"Không làm được bước “{title}”: máy chủ không trả lời ({error}).", "Chạy ./onestop run rồi thử lại."
        ) from error
    except Problem as problem:
        raise Problem(f"Không làm được bước “{title}”: {problem.what}", problem.todo) from problem
    console.say(f"✓ {title} ({time.monotonic() - begin:.2f} giây)")
    for remark in remarks:
        console.say(f"    {remark}")


def _todo(error):
    if error.name == "odoo.exceptions.AccessDenied":
        return "Cơ sở dữ liệu này không có dữ liệu mẫu; `./onestop reset` tạo lại từ đầu."
    return "Xem nhật ký: ./onestop logs"


def save_pdf(client, path, target):
    """Fetch a document and keep it.

    :raises Problem: if what comes is no PDF.
    """
    status, kind, content = client.get(path)
    if status != 200 or kind != "application/pdf" or not content.startswith(b"%PDF-"):
        raise Problem(f"Máy chủ không trả về tệp PDF mà trả về {kind} ({status}).", "Xem nhật ký: ./onestop logs")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
