"""The kernel in jupyter console, typed into a terminal as a person does.

Ctrl-C is not tried: in jupyter_console 6.4 it ends the console's own wait, whatever the kernel is (Python's too).
"""

import os
import re
import sys
import time
import traceback

import pexpect

ENTER, TAB, CONTROL_D = "\r", "\t", "\x04"
checks = []


def check(function):
    checks.append(function)
    return function


class Console:
    """A terminal with jupyter console in it."""

    def __init__(self):
        environment = dict(os.environ, TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1")
        self.terminal = pexpect.spawn(sys.executable, ["-m", "jupyter_console", "--kernel=jarl"], env=environment,
                                      encoding="utf-8", timeout=60, dimensions=(50, 120))
        self.seen = ""
        self.shows("In [1]:")

    def shows(self, text, patience=60):
        """Waits until the screen has shown the text, colours left out; what comes later is looked at next time."""
        deadline = time.time() + patience
        while text not in self.seen and time.time() < deadline:
            try:
                self.seen += plain(self.terminal.read_nonblocking(4096, 0.5))
            except pexpect.TIMEOUT:
                pass
        assert text in self.seen, f"{text!r} is not in {self.seen!r}"
        self.seen = self.seen.split(text, 1)[1]

    def type(self, *lines):
        """Each line with Enter behind it, as the editor wants it: first the line, when that is seen the key."""
        for line in lines:
            self.terminal.send(line)
            self.shows(line[-8:])
            time.sleep(0.2)
            self.terminal.send(ENTER)
            time.sleep(0.3)


def plain(text):
    return re.sub(r"\x1b(\[[0-9;?]*[a-zA-Z]|[=>])", "", text)


@check
def a_method_of_several_lines_is_one_cell():
    console.type("int half(int n) {", "return n / 2;", "}")
    console.shows("In [2]:")
    console.type("half(84)")
    console.shows("Out[2]: 42")
    console.shows("In [3]:")


@check
def a_loop_whose_body_stands_in_the_next_line_is_one_cell():
    console.type("for (int i = 0; i < 2; i++)", 'System.out.println("turn " + i);')
    console.shows("turn 0")
    console.shows("turn 1")
    console.shows("In [4]:")


@check
def a_cell_magic_ends_with_an_empty_line():
    console.type("%%bash", "echo from $((40 + 2))")
    console.terminal.send(ENTER)
    console.shows("from 42")
    console.shows("In [5]:")


@check
def tab_completes():
    console.terminal.send("Math.hyp")
    time.sleep(0.5)
    console.terminal.send(TAB)
    console.shows("ot(")
    console.type("3, 4)")
    console.shows("Out[5]: 5.0")
    console.shows("In [6]:")


@check
def an_error_names_cell_and_line():
    console.type("int zero = 0; 1 / zero")
    console.shows("/ by zero")
    console.shows("Cell In[6], line 1")
    console.shows("In [7]:")


@check
def a_question_is_answered():
    console.type('"Hello " + input("Name? ")')
    console.shows("Name? ")
    console.terminal.send("Ada" + ENTER)
    console.shows("Hello Ada")
    console.shows("In [8]:")


@check
def control_d_ends_console_and_kernel():
    console.terminal.send(CONTROL_D)
    console.shows("exit")
    console.terminal.send("y" + ENTER)
    console.terminal.expect(pexpect.EOF)


console = Console()
failed = []
for each in checks:
    begin = time.time()
    try:
        each()
        print(f"ok     {each.__name__} ({1000 * (time.time() - begin):.0f} ms)", flush=True)
    except BaseException:
        failed.append(each.__name__)
        print(f"FAILED {each.__name__}\n{traceback.format_exc()}", flush=True)
console.terminal.close(force=True)
print(f"{len(checks) - len(failed)} of {len(checks)} checks passed")
raise SystemExit(1 if failed else 0)
