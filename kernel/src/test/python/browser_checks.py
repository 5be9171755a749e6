"""The kernel in classic Notebook, driven in headless Chromium by a person's keys and clicks; needs no Selenium."""

import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

folder = pathlib.Path(tempfile.mkdtemp(prefix="browser"))
checks = []


def check(function):
    checks.append(function)
    return function


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def notebook(*sources):
    cells = [{"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
             for source in sources]
    return {"cells": cells, "metadata": {"kernelspec": {"name": "jarl", "display_name": "Java (Jarl)"}},
            "nbformat": 4, "nbformat_minor": 4}


def eventually(condition, what, patience=60):
    deadline = time.time() + patience
    seen = None
    while time.time() < deadline:
        seen = condition()
        if seen:
            return seen
        time.sleep(0.2)
    raise AssertionError(f"{what} did not come within {patience} s; last seen: {seen!r}")


class Browser:
    """The few commands of the WebDriver protocol that are wanted here."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        eventually(self.is_up, "chromedriver")
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,1600"]}
        session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "unhandledPromptBehavior": "accept"}}})
        self.base += "/session/" + session["sessionId"]

    def is_up(self):
        try:
            return self.ask("GET", "/status")["ready"]
        except urllib.error.URLError:
            return False

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"].splitlines()[0]) from None

    def open(self, url):
        self.ask("POST", "/url", {"url": url})

    def js(self, script, *arguments):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def click(self, selector):
        element = self.ask("POST", "/element", {"using": "css selector", "value": selector})
        self.ask("POST", f"/element/{next(iter(element.values()))}/click", {})

    def keys(self, *keys):
        """Presses them all, then lets them go: a chord, or one key."""
        actions = [{"type": "keyDown", "value": k} for k in keys] + [{"type": "keyUp", "value": k} for k in keys[::-1]]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def type(self, text):
        for letter in text:
            self.keys(letter)


SHIFT, ENTER, TAB, ESCAPE = "\ue008", "\ue007", "\ue004", "\ue00c"


def open_notebook(name, content):
    (folder / name).write_text(json.dumps(content))
    browser.open(f"http://127.0.0.1:{port}/notebooks/{name}")
    eventually(lambda: browser.js(
        "return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel"
        " && Jupyter.notebook.kernel.is_connected() && Jupyter.notebook._fully_loaded)"), "the kernel's connection")


def output(index):
    return browser.js("const cell = Jupyter.notebook.get_cell(arguments[0]);"
                      "return cell.element.find('.output').text() || ''", index)


def prompt(index):
    return browser.js("return Jupyter.notebook.get_cell(arguments[0]).element.find('.input_prompt').text()", index)


def edit(index, text):
    """Puts the cursor into an emptied cell and types."""
    browser.js("Jupyter.notebook.select(arguments[0]); Jupyter.notebook.get_selected_cell().set_text('');"
               "Jupyter.notebook.edit_mode(); Jupyter.notebook.get_selected_cell().focus_editor()", index)
    browser.type(text)


@check
def run_all_shows_text_html_pictures_and_a_bar_that_has_grown():
    open_notebook("first.ipynb", notebook(
        'System.out.println("printed");\nint kept = 41;',
        'display("<b id=\'bold\'>shown</b>", "text/html");\nkept + 1',
        "new java.awt.image.BufferedImage(30, 20, java.awt.image.BufferedImage.TYPE_INT_RGB)",
        "for (int n : progress(List.of(1, 2, 3))) Thread.sleep(300);",
        "int wrong = Strin.x;"))
    browser.js("$('#run_all_cells a').click()")
    eventually(lambda: "cannot find symbol" in output(4), "the last cell's error")
    assert "printed" in output(0), output(0)
    assert "42" in output(1) and browser.js("return $('#bold').text()") == "shown", output(1)
    assert browser.js("return document.querySelector('.output_png img').naturalWidth") == 30
    assert "3 of 3" in output(3) and browser.js("return document.querySelector('progress').value") == 3, output(3)
    assert "Cell In[5], line 1" in output(4) and "^^^^^" in output(4), output(4)


@check
def the_interrupt_button_stops_an_endless_loop():
    edit(4, "while (true) kept++;")
    browser.keys(SHIFT, ENTER)
    eventually(lambda: "*" in prompt(4), "a running cell")
    time.sleep(1)
    browser.click("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']")
    eventually(lambda: "Interrupted" in output(4), "the interrupt", 20)
    eventually(lambda: "*" not in prompt(4), "an idle kernel")


@check
def tab_offers_ways_to_go_on():
    edit(4, "Math.hyp")
    browser.keys(TAB)
    eventually(lambda: "hypot(" in browser.js("return Jupyter.notebook.get_cell(4).get_text()"), "the only way to go on")
    edit(4, "kept.")
    browser.js("Jupyter.notebook.get_cell(4).set_text('List.of(1).st'); Jupyter.notebook.get_cell(4).code_mirror"
               ".setCursor({line: 0, ch: 13})")
    browser.keys(TAB)
    eventually(lambda: "stream()" in browser.js("return Jupyter.notebook.get_cell(4).get_text()"), "a method of a list")
    edit(4, "Math.m")
    browser.keys(TAB)
    offered = eventually(lambda: browser.js("return $('#complete select option, .completions option').text()"),
                         "a list of methods")
    assert "max(" in offered and "min(" in offered, offered
    browser.keys(ESCAPE)


@check
def shift_tab_shows_signature_and_javadoc():
    edit(4, "Math.hypot")
    browser.keys(SHIFT, TAB)
    shown = eventually(lambda: browser.js("return $('#tooltip:visible').text()"), "the tooltip")
    assert "double Math.hypot(double x, double y)" in shown and "sqrt(" in shown, shown
    browser.keys(ESCAPE)


@check
def a_question_can_be_answered():
    edit(4, 'input("Name? ")')
    browser.keys(SHIFT, ENTER)
    eventually(lambda: browser.js("return $('.raw_input:visible').length") == 1, "the field")
    browser.type("Ada")
    browser.keys(ENTER)
    eventually(lambda: "*" not in prompt(4) and output(4).rstrip().endswith("Ada"), "the answer")


@check
def a_restart_forgets_what_cells_declared():
    browser.click("button[data-jupyter-action='jupyter-notebook:confirm-restart-kernel']")
    eventually(lambda: browser.js("return $('.modal-footer .btn-danger:visible').length") == 1, "the question")
    time.sleep(0.5)
    browser.js("$('.modal-footer .btn-danger:visible').click()")
    eventually(lambda: browser.js("return !$('.modal:visible').length && Jupyter.notebook.kernel.is_connected()"),
               "the new kernel")
    edit(4, "kept")
    browser.keys(SHIFT, ENTER)
    eventually(lambda: "cannot find symbol" in output(4), "a kernel that knows nothing")


@check
def a_saved_notebook_of_a_stranger_still_shows_its_outputs():
    browser.js("Jupyter.notebook.save_notebook()")
    eventually(lambda: "output_type" in (folder / "first.ipynb").read_text(), "the saved file")
    saved = json.loads((folder / "first.ipynb").read_text())
    saved["cells"][0]["source"] += "\n// changed elsewhere"
    open_notebook("stranger.ipynb", saved)
    eventually(lambda: "printed" in output(0), "the first output", 10)
    assert browser.js("return Jupyter.notebook.trusted") is False
    assert "shown" in output(1) and "42" in output(1), output(1)
    assert browser.js("return document.querySelector('.output_png img').naturalWidth") == 30
    assert "3 of 3" in output(3), output(3)


port, driver_port = free_port(), free_port()
server = subprocess.Popen(
    [sys.executable, "-m", "notebook", "--no-browser", f"--port={port}", "--ip=127.0.0.1", "--allow-root",
     "--NotebookApp.token=", "--NotebookApp.password=", f"--notebook-dir={folder}"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
driver = subprocess.Popen(["chromedriver", f"--port={driver_port}"], stdout=subprocess.DEVNULL)
failed = []
try:
    browser = Browser(driver_port)
    eventually(lambda: not socket.socket().connect_ex(("127.0.0.1", port)), "the notebook server")
    for each in checks:
        begin = time.time()
        try:
            each()
            print(f"ok     {each.__name__} ({1000 * (time.time() - begin):.0f} ms)", flush=True)
        except BaseException:
            failed.append(each.__name__)
            print(f"FAILED {each.__name__}\n{traceback.format_exc()}", flush=True)
    browser.ask("DELETE", "")
finally:
    driver.terminate()
    server.terminate()
    server.wait(20)
print(f"{len(checks) - len(failed)} of {len(checks)} checks passed")
raise SystemExit(1 if failed else 0)
