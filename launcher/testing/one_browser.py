"""One Chromium for all browser tests of an Odoo process, a tab for each test.

Odoo starts one for each test: that takes a second, and more until it has fetched and compiled the bundles again. Here
these stay in its caches; what a page can store (cookies, databases, workers) goes with its tab.
"""

import atexit
import os
import shutil
import time
from concurrent.futures import wait

import psutil
import requests
import websocket
from odoo.tests import common

# what a page leaves behind, except for the caches of what it fetched
_STORED = "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage,shared_storage"
_PATIENCE = 10  # seconds

_browsers = {}  # process, port and profile, by the switches that a test needs
_children = psutil.Process.children


def install():
    """Let every browser test of this process have a tab."""
    common.ChromeBrowser = Tab
    psutil.Process.children = _other_children


class Tab(common.ChromeBrowser):
    """A tab that behaves as the browser that Odoo would start."""

    def _chrome_start(self, user_data_dir, touch_enabled, headless=True, debug=False):
        key = (touch_enabled, headless, debug)
        chrome, port, profile = _browsers.get(key, (None, None, None))
        if chrome and chrome.poll() is None:
            os.rmdir(user_data_dir)
            self.user_data_dir = profile
        else:
            chrome, port = super()._chrome_start(user_data_dir, touch_enabled, headless, debug)
            _browsers[key] = chrome, port, user_data_dir
            atexit.register(_end, chrome, user_data_dir)
        return chrome, port

    def _open_websocket(self):
        self._others = self._targets()
        answer = requests.put(f"http://{common.HOST}:{self.devtools_port}/json/new?about:blank", timeout=_PATIENCE)
        answer.raise_for_status()
        self._tab = answer.json()
        connection = websocket.create_connection(
            self._tab["webSocketDebuggerUrl"], enable_multithread=True, suppress_origin=True
        )
        connection.settimeout(0.01)
        return connection

    def stop(self):
        """Close the tab, and forget what its pages stored."""
        if not hasattr(self, "ws"):
            return
        self.screencaster.stop()
        self._websocket_request("Page.stopLoading")
        wait(self._responses.values(), _PATIENCE)  # for pictures of a failure
        self._result.cancel()
        origin = {"origin": self.test_case.base_url(), "storageTypes": _STORED}
        self._websocket_request("Storage.clearDataForOrigin", params=origin)
        self._websocket_request("Network.clearBrowserCookies")
        requests.get(
            f"http://{common.HOST}:{self.devtools_port}/json/close/{self._tab['id']}", timeout=_PATIENCE
        ).raise_for_status()
        self.ws.close()
        deadline = time.monotonic() + _PATIENCE
        # also the worker that tabs share: the next test must not find it
        while self._targets() - self._others:
            if time.monotonic() > deadline:
                raise common.ChromeBrowserException("the tab of this test does not end")
            time.sleep(0.01)

    def _targets(self):
        return {target["id"] for target in self._json_command("list")}


def _other_children(process, recursive=False):
    """Odoo ends the children that a class of tests leaves behind; the browser is to stay."""
    ours = {chrome.pid for chrome, _port, _profile in _browsers.values()}
    return [child for child in _children(process, recursive) if child.pid not in ours]


def _end(chrome, profile):
    chrome.terminate()
    chrome.wait()
    shutil.rmtree(profile, ignore_errors=True)
