"""What the kernel's messages must be, seen by a client: one kernel, many checks, the failed ones named at the end."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from queue import Empty

import zmq
from jupyter_client.manager import start_new_kernel

km, kc = start_new_kernel(kernel_name="jarl", startup_timeout=60)
checks = []


def check(function):
    checks.append(function)
    return function


class Answer:
    """The reply to a cell and what it published, in order."""

    def __init__(self, reply, published):
        self.reply = reply
        self.content = reply["content"]
        self.status = self.content["status"]
        self.published = published

    def of(self, kind):
        return [m["content"] for m in self.published if m["msg_type"] == kind]

    def text(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    def result(self):
        return self.of("execute_result")[0]["data"]["text/plain"]


def shell_reply(msg_id, timeout=30):
    deadline = time.time() + timeout
    while time.time() < deadline:
        reply = kc.get_shell_msg(timeout=timeout)
        if reply["parent_header"].get("msg_id") == msg_id:
            return reply
    raise Empty


def until_idle(msg_id, timeout=30):
    published = []
    while True:
        message = kc.get_iopub_msg(timeout=timeout)
        if message["parent_header"].get("msg_id") != msg_id:
            continue
        published.append(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return published


def run(code, timeout=30, answer=None, **options):
    msg_id = kc.execute(code, allow_stdin=answer is not None, **options)
    for line in answer or []:
        question = kc.get_stdin_msg(timeout=timeout)
        run.questions.append(question["content"])
        kc.input(line)
    return Answer(shell_reply(msg_id, timeout), until_idle(msg_id, timeout))


run.questions = []


def equal(seen, expected):
    assert seen == expected, f"expected {expected!r}, saw {seen!r}"


def contains(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in {text!r}"


# --- what every reply has -------------------------------------------------------------------------------------------


@check
def kernel_info_has_status_and_protocol():
    content = shell_reply(kc.kernel_info())["content"]
    equal(content["status"], "ok")
    equal(content["protocol_version"], "5.4")
    equal(content["supported_features"], [])


@check
def every_request_is_framed_by_busy_and_idle():
    states = [c["execution_state"] for c in run("1").of("status")]
    equal(states, ["busy", "idle"])


@check
def a_cell_is_echoed_then_answered():
    answer = run("20 + 22")
    equal([m["msg_type"] for m in answer.published], ["status", "execute_input", "execute_result", "status"])
    equal(answer.result(), "42")
    equal(answer.content["payload"], [])


# --- options of an execution ----------------------------------------------------------------------------------------


@check
def a_silent_cell_is_not_echoed_counted_or_shown():
    before = run("1").content["execution_count"]
    answer = run("int hidden = 5; hidden", silent=True)
    equal([m["msg_type"] for m in answer.published], ["status", "status"])
    equal(run("hidden").content["execution_count"], before + 1)


@check
def a_cell_that_is_not_stored_is_shown_but_not_counted():
    before = run("1").content["execution_count"]
    equal(run("2", store_history=False).result(), "2")
    equal(run("3").content["execution_count"], before + 1)


@check
def user_expressions_are_evaluated_each_for_itself():
    expressions = run("int ue = 4;", user_expressions={"good": "ue * 2", "bad": "no"}).content["user_expressions"]
    equal(expressions["good"]["data"]["text/plain"], "8")
    equal(expressions["bad"]["status"], "error")
    contains(expressions["bad"]["evalue"], "cannot find symbol")


@check
def an_error_aborts_what_is_queued_and_nothing_later():
    ids = [kc.execute(code) for code in ["Thread.sleep(300); int q = 1 / 0;", "int late = 1;", "int later = 2;"]]
    replies = [shell_reply(each)["content"]["status"] for each in ids]
    equal(replies, ["error", "aborted", "aborted"])
    for each in ids:
        until_idle(each)
    equal(run("5").result(), "5")
    equal(run("late").status, "error")


@check
def an_error_does_not_abort_the_queue_where_asked():
    first = kc.execute("Thread.sleep(300); int q = 1 / 0;", stop_on_error=False)
    second = kc.execute("6")
    equal(shell_reply(first)["content"]["status"], "error")
    equal(shell_reply(second)["content"]["status"], "ok")
    until_idle(second)


# --- errors ---------------------------------------------------------------------------------------------------------


@check
def an_error_is_published_and_replied_alike():
    answer = run('throw new IllegalStateException("told");')
    error = answer.of("error")[0]
    for part in (error, answer.content):
        equal(part["ename"], "java.lang.IllegalStateException")
        equal(part["evalue"], "told")
    contains("\n".join(error["traceback"]), f"Cell In[{answer.content['execution_count']}]", ", line 1")


@check
def a_compile_error_shows_line_and_caret():
    answer = run("int fine = 1;\nint wrong = Strin.x;")
    trace = "\n".join(answer.content["traceback"])
    contains(trace, "line 2", "int wrong = Strin.x;", "^^^^^", "cannot find symbol")
    equal(answer.content["ename"], "CompileError")


@check
def an_error_of_the_jvm_is_answered_too():
    equal(run("throw new OutOfMemoryError();").status, "error")
    answer = run("int deep(int n) { return 1 + deep(n); }\ndeep(0)")
    equal(answer.content["ename"], "java.lang.StackOverflowError")
    assert len(answer.content["traceback"]) < 15
    equal(run("1").result(), "1")


@check
def really_running_out_of_memory_ends_the_cell_alone():
    answer = run("var hoard = new ArrayList<long[]>();\nwhile (true) hoard.add(new long[Integer.MAX_VALUE - 8]);", 60)
    equal(answer.content["ename"], "java.lang.OutOfMemoryError")
    run("hoard = null;")
    equal(run("1").result(), "1")


@check
def a_heap_filled_piece_by_piece_ends_the_cell_alone():
    small_manager, small = start_new_kernel(
        kernel_name="jarl", startup_timeout=60, env=dict(os.environ, JAVA_TOOL_OPTIONS="-Xmx200m"))

    def reply(code):
        msg_id = small.execute(code)
        while True:
            message = small.get_shell_msg(timeout=60)
            if message["parent_header"].get("msg_id") == msg_id:
                return message["content"]

    try:
        reply("var hoard = new ArrayList<byte[]>();")
        full = reply("while (true) hoard.add(new byte[1 << 20]);")
        equal(full["ename"], "java.lang.OutOfMemoryError")
        contains(full["evalue"], "Large variables: hoard")
        equal(reply("hoard = null;")["status"], "ok")
        for filling in ("{ var local = new ArrayList<byte[]>(); while (true) local.add(new byte[1 << 20]); }",
                        "var pieces = new ArrayList<int[]>(); while (true) pieces.add(new int[3]);"):
            equal(reply(filling)["ename"], "java.lang.OutOfMemoryError")
        equal(reply("pieces = null; int after = 1;")["status"], "ok")
    finally:
        small.stop_channels()
        small_manager.shutdown_kernel(now=True)


@check
def state_survives_an_error():
    run("int kept = 9;\nint lost = 1 / 0;")
    equal(run("kept").result(), "9")


@check
def system_exit_ends_the_cell_with_words():
    contains(run("System.exit(1);").content["evalue"], "System.exit(1)", "restart")


# --- output ---------------------------------------------------------------------------------------------------------


@check
def prints_keep_their_order_between_the_streams():
    answer = run("for (int i = 0; i < 3; i++) { System.out.print(i); System.err.print(i); }")
    equal([(c["name"], c["text"]) for c in answer.of("stream")],
          [(name, str(i)) for i in range(3) for name in ("stdout", "stderr")])


@check
def twenty_thousand_prints_are_a_few_messages_and_lose_nothing():
    answer = run('for (int i = 0; i < 20_000; i++) System.out.print("x");', 60)
    equal(answer.text(), "x" * 20_000)
    assert len(answer.of("stream")) < 500


@check
def a_mebibyte_of_unicode_arrives_whole():
    answer = run('for (int i = 0; i < 1024; i++) System.out.println("ä€𝄞".repeat(113));', 60)
    equal(answer.text(), ("ä€𝄞" * 113 + "\n") * 1024)


@check
def a_hundred_thousand_lines_wait_for_a_slow_reader():
    msg_id = kc.execute('for (int i = 0; i < 100_000; i++) System.out.println("line " + i);')
    shell_reply(msg_id, 60)
    time.sleep(1)
    text = "".join(m["content"]["text"] for m in until_idle(msg_id, 60) if m["msg_type"] == "stream")
    equal(text.count("\n"), 100_000)
    contains(text, "line 99999\n")


@check
def a_client_that_does_not_read_loses_nothing_and_holds_nobody_up():
    with zmq.Context() as context, context.socket(zmq.SUB) as sleeper:
        sleeper.setsockopt(zmq.RCVHWM, 1)
        sleeper.setsockopt(zmq.RCVBUF, 4096)
        sleeper.setsockopt(zmq.SUBSCRIBE, b"")
        sleeper.connect(f"tcp://127.0.0.1:{km.iopub_port}")
        time.sleep(0.5)
        begin = time.time()
        run('for (int i = 0; i < 100_000; i++) (i % 20 == 0 ? System.err : System.out).println("line " + i);', 60)
        equal(run("1").result(), "1")
        print(f"100,000 lines beside a client that sleeps: {time.time() - begin:.1f} s")
        lines = 0
        while lines < 100_000:
            assert sleeper.poll(10_000), f"only {lines} lines came"
            frames = sleeper.recv_multipart()
            if frames[0].endswith(b"stream"):
                lines += json.loads(frames[-1])["text"].count("\n")
        equal(lines, 100_000)


@check
def a_thread_that_outlives_its_cell_prints_there():
    msg_id = kc.execute('new Thread(() -> { try { Thread.sleep(700); } catch (InterruptedException e) {}\n'
                        'System.out.print("late"); }).start();')
    until_idle(msg_id)
    run("1")
    while True:
        message = kc.get_iopub_msg(timeout=10)
        if message["msg_type"] == "stream":
            break
    equal(message["content"]["text"], "late")
    equal(message["parent_header"]["msg_id"], msg_id)


@check
def a_display_is_updated_in_place_from_another_cell():
    shown = run('String id = display("<i>1</i>", "text/html");').of("display_data")[0]
    updated = run('updateDisplay(id, "<i>2</i>", "text/html");').of("update_display_data")[0]
    equal(shown["transient"], updated["transient"])
    equal(updated["data"]["text/html"], "<i>2</i>")


@check
def clearing_says_whether_to_wait():
    equal(run("jarl.kernel.display.Display.clear(true);").of("clear_output"), [{"wait": True}])


# --- interrupt and control ------------------------------------------------------------------------------------------


@check
def an_interrupt_stops_an_endless_loop():
    msg_id = kc.execute("long spins = 0;\nwhile (true) spins++;")
    time.sleep(1)
    asked = time.time()
    km.interrupt_kernel()
    reply = shell_reply(msg_id)
    print(f"interrupted within {1000 * (time.time() - asked):.0f} ms")
    equal(reply["content"]["ename"], "Interrupted")
    until_idle(msg_id)
    before = run("spins").result()
    equal(run("Thread.sleep(50);\nspins").result(), before)


@check
def a_second_interrupt_is_harmless():
    km.interrupt_kernel()
    km.interrupt_kernel()
    time.sleep(0.2)
    equal(run("1").result(), "1")


@check
def an_interrupt_ends_a_wait_for_input():
    msg_id = kc.execute('input("name? ")', allow_stdin=True)
    kc.get_stdin_msg(timeout=30)
    km.interrupt_kernel()
    equal(shell_reply(msg_id)["content"]["ename"], "Interrupted")
    until_idle(msg_id)


@check
def a_call_that_cannot_be_interrupted_is_named():
    msg_id = kc.execute("var server = new ServerSocket(0);\nserver.setSoTimeout(6000);\n"
                        '{ System.out.print("now"); server.accept(); }')
    while kc.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    time.sleep(0.3)
    km.interrupt_kernel()
    shell_reply(msg_id)
    text = "".join(m["content"]["text"] for m in until_idle(msg_id) if m["msg_type"] == "stream")
    contains(text, "The interrupt waits for", "accept")


@check
def control_and_heartbeat_answer_while_a_cell_runs():
    msg_id = kc.execute("Thread.sleep(1500);")
    time.sleep(0.3)
    request = kc.session.msg("kernel_info_request")
    kc.control_channel.send(request)
    reply = kc.get_control_msg(timeout=1)
    equal(reply["msg_type"], "kernel_info_reply")
    assert kc.hb_channel.is_beating()
    shell_reply(msg_id)
    until_idle(msg_id)


# --- input ----------------------------------------------------------------------------------------------------------


@check
def a_cell_can_ask():
    equal(run('input("name? ")', answer=["Ada"]).result(), "Ada")
    equal(run.questions[-1], {"prompt": "name? ", "password": False})


@check
def a_cell_can_ask_for_a_secret():
    equal(run('password("key? ").length()', answer=["1234"]).result(), "4")
    equal(run.questions[-1]["password"], True)


@check
def standard_input_is_a_question_too():
    equal(run("new Scanner(System.in).nextLine()", answer=["über"]).result(), "über")


@check
def a_question_without_anyone_to_answer_is_an_error():
    contains(run('input("?")').content["evalue"], "takes no input")


# --- language -------------------------------------------------------------------------------------------------------


@check
def declarations_are_redefined_and_refer_forward():
    run("int twice(int n) { return 2 * half(n); }")
    run("int half(int n) { return n / 2; }")
    equal(run("twice(9)").result(), "8")
    run("record P(int a) {}")
    run("record P(int a, int b) {}")
    equal(run("new P(1, 2)").result(), "P[a=1, b=2]")
    run("int v = 1;")
    run('String v = "now text";')
    equal(run("v").result(), "now text")


@check
def generics_text_blocks_comments_and_missing_semicolons_work():
    equal(run("<T extends Comparable<T>> T most(List<T> l) { return Collections.max(l); }\nmost(List.of(3, 9, 4))")
          .result(), "9")
    equal(run('"""\n  a\n    b"""').result(), "a\n  b")
    equal(run("// nothing but a comment").of("execute_result"), [])
    equal(run("1 + 2").result(), "3")
    equal(run("").status, "ok")


# --- help -----------------------------------------------------------------------------------------------------------


@check
def completion_counts_code_points():
    code = 'String 𝒙 = "𝄞𝄞"; 𝒙.toUpp'
    content = shell_reply(kc.complete(code, len(code)))["content"]
    equal(content["matches"], ["toUpperCase("])
    equal((content["cursor_start"], content["cursor_end"]), (len(code) - 5, len(code)))
    equal(content["metadata"]["_jupyter_types_experimental"][0]["type"], "function")


@check
def completion_knows_what_cells_declared():
    run("int unmistakableName = 1;")
    equal(shell_reply(kc.complete("unmistak"))["content"]["matches"], ["unmistakableName"])


@check
def inspection_shows_signatures_without_a_parenthesis():
    content = shell_reply(kc.inspect("String.format", 13))["content"]
    assert content["found"]
    contains(content["data"]["text/plain"], "String String.format(String format, Object... args)")


@check
def inspection_of_nothing_is_not_an_error():
    content = shell_reply(kc.inspect("   ", 1))["content"]
    equal((content["status"], content["found"], content["data"]), ("ok", False, {}))


@check
def an_unfinished_text_asks_for_an_indent():
    content = shell_reply(kc.is_complete("class A {\n    void f() {"))["content"]
    equal(content, {"status": "incomplete", "indent": "        "})


# --- comms, unknown messages, garbage -------------------------------------------------------------------------------


@check
def an_unknown_comm_target_is_closed():
    message = kc.session.msg("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
    kc.shell_channel.send(message)
    published = until_idle(message["header"]["msg_id"])
    equal([m["content"]["comm_id"] for m in published if m["msg_type"] == "comm_close"], ["c1"])
    equal(shell_reply(kc.comm_info())["content"]["comms"], {})


def tell(kind, content, buffers=()):
    message = kc.session.msg(kind, content)
    kc.session.send(kc.shell_channel.socket, message, buffers=[memoryview(each) for each in buffers])
    return until_idle(message["header"]["msg_id"])


@check
def a_cell_answers_a_comm_that_the_page_opens():
    run('comms().target("echo", (comm, data) -> comm.onMessage(said -> {\n'
        '    System.out.print("heard");\n    comm.send(Map.of("n", 2 * (long) said.get("n")));\n})'
        '.onClose(() -> System.out.print("gone")));')
    equal([m for m in tell("comm_open", {"comm_id": "c2", "target_name": "echo", "data": {}})
           if m["msg_type"] == "comm_close"], [])
    equal(shell_reply(kc.comm_info("echo"))["content"]["comms"], {"c2": {"target_name": "echo"}})
    equal(shell_reply(kc.comm_info("other"))["content"]["comms"], {})
    published = tell("comm_msg", {"comm_id": "c2", "data": {"n": 21}})
    equal([m["content"] for m in published if m["msg_type"] == "comm_msg"], [{"comm_id": "c2", "data": {"n": 42}}])
    contains("".join(m["content"]["text"] for m in published if m["msg_type"] == "stream"), "heard")
    published = tell("comm_close", {"comm_id": "c2", "data": {}})
    contains("".join(m["content"]["text"] for m in published if m["msg_type"] == "stream"), "gone")
    equal(shell_reply(kc.comm_info())["content"]["comms"], {})


@check
def a_comm_carries_bytes_both_ways():
    run('comms().target("bytes", (comm, data, opening) -> {\n'
        '    comm.onMessage((said, buffers) -> {\n'
        '        byte[] first = buffers.getFirst();\n'
        '        comm.send(Map.of("sizes", buffers.stream().map(b -> b.length).toList()), first, new byte[0]);\n'
        '        Arrays.fill(first, (byte) 7);\n'
        '    });\n'
        '    comm.send(Map.of("came", opening.size()));\n})')
    published = tell("comm_open", {"comm_id": "c4", "target_name": "bytes", "data": {}}, [b"with the opening"])
    equal([m["content"]["data"] for m in published if m["msg_type"] == "comm_msg"], [{"came": 1}])
    large = bytes(range(256)) * 4096
    answer = next(m for m in tell("comm_msg", {"comm_id": "c4", "data": {}}, [large, b""])
                  if m["msg_type"] == "comm_msg")
    equal(answer["content"]["data"], {"sizes": [len(large), 0]})
    assert [bytes(each) for each in answer["buffers"]] == [large, b""], "other bytes came back"


@check
def a_cell_opens_and_closes_a_comm():
    answer = run('var talk = comms().open("panel", Map.of("x", 1));\ntalk.send(Map.of("y", 2.5));\ntalk.close();')
    opened, told, closed = answer.of("comm_open")[0], answer.of("comm_msg")[0], answer.of("comm_close")[0]
    equal((opened["target_name"], opened["data"], told["data"]), ("panel", {"x": 1}, {"y": 2.5}))
    equal({opened["comm_id"]}, {told["comm_id"], closed["comm_id"]})
    contains(run("talk.send(Map.of());").content["evalue"], "is closed")


@check
def a_comm_whose_listener_fails_says_so():
    run('comms().target("bad", (comm, data) -> { throw new IllegalStateException("no panel"); });')
    published = tell("comm_open", {"comm_id": "c3", "target_name": "bad", "data": {}})
    contains("".join(m["content"]["text"] for m in published if m["msg_type"] == "stream"), "no panel")


@check
def an_unknown_request_is_passed_over():
    kc.shell_channel.send(kc.session.msg("nonsense_request", {}))
    equal(run("1").result(), "1")


@check
def garbage_and_wrong_signatures_are_passed_over():
    for channel in (kc.shell_channel, kc.control_channel, kc.stdin_channel):
        channel.socket.send(b"garbage")
        channel.socket.send_multipart([b"", b"<IDS|MSG>", b"bad", b"{}", b"{}", b"{}", b"{}"])
        channel.socket.send_multipart([b"<IDS|MSG>"] * 3)
    equal(run("1").result(), "1")


@check
def a_heartbeat_of_several_parts_does_not_end_the_heart():
    with zmq.Context() as context, context.socket(zmq.REQ) as heart:
        heart.connect(f"tcp://127.0.0.1:{km.hb_port}")
        for beat in ([b"one"], [b"a", b"b", b"c"], [b"two"]):
            heart.send_multipart(beat)
            assert heart.poll(5000), f"no answer to {beat}"
            equal(heart.recv_multipart(), beat)


@check
def bytes_that_are_no_messages_at_all_harm_nobody():
    noise = bytes(range(256)) * 64
    for port in (km.shell_port, km.control_port, km.stdin_port, km.iopub_port, km.hb_port):
        with socket.create_connection(("127.0.0.1", port), 5) as stranger:
            stranger.sendall(noise)
    equal(run("1").result(), "1")
    assert kc.hb_channel.is_beating()


@check
def a_thread_that_never_ends_holds_up_neither_cells_nor_the_shutdown():
    run("var forever = new Thread(() -> { while (true) Thread.onSpinWait(); });\nforever.start();")
    equal(run("forever.isAlive()").result(), "true")
    msg_id = kc.execute("while (true) {}")
    time.sleep(0.5)
    km.interrupt_kernel()
    equal(shell_reply(msg_id)["content"]["ename"], "Interrupted")
    until_idle(msg_id)
    equal(run("forever.isAlive()").result(), "true")


@check
def a_thousand_cells_at_once_are_all_answered():
    run("int ran = 0;")
    ids = [kc.execute("ran++;" if n % 10 == 0 else "", store_history=False) for n in range(1000)]
    waiting = set(ids)
    deadline = time.time() + 60
    while waiting and time.time() < deadline:
        waiting.discard(kc.get_shell_msg(timeout=30)["parent_header"].get("msg_id"))
    equal(len(waiting), 0)
    until_idle(ids[-1])
    equal(run("ran").result(), "100")


# --- the end --------------------------------------------------------------------------------------------------------


@check
def a_client_that_is_killed_while_its_cell_asks_leaves_the_kernel_to_the_others():
    program = ("import sys; from jupyter_client import BlockingKernelClient\n"
               f"client = BlockingKernelClient(connection_file={km.connection_file!r})\n"
               "client.load_connection_file(); client.start_channels(); client.wait_for_ready(30)\n"
               "client.execute('input(\"who? \")'); client.get_stdin_msg(timeout=30)\n"
               "print('asked', flush=True); import time; time.sleep(60)")
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as client:
        equal(client.stdout.readline().strip(), "asked")
        client.send_signal(signal.SIGKILL)
    km.interrupt_kernel()
    while run("1").status == "aborted":
        time.sleep(0.1)
    equal(run("1").result(), "1")


@check
def a_kernel_ends_with_the_jupyter_that_started_it():
    with tempfile.NamedTemporaryFile("r") as file:  # a pipe would be kept open by the kernel
        program = ("import os; from jupyter_client.manager import start_new_kernel\n"
                   "km, kc = start_new_kernel(kernel_name='jarl', startup_timeout=60)\n"
                   f"open({file.name!r}, 'w').write(str(km.provisioner.process.pid)); os._exit(0)")
        subprocess.run([sys.executable, "-c", program], timeout=90, check=True)
        pid = int(file.read())
    deadline = time.time() + 20
    while is_running(pid) and time.time() < deadline:
        time.sleep(0.2)
    assert not is_running(pid), "the kernel lives on"


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@check
def shutdown_while_a_cell_runs_is_answered_and_ends_the_process():
    kc.execute("while (true) {}")
    time.sleep(0.5)
    message = kc.session.msg("shutdown_request", {"restart": False})
    kc.control_channel.send(message)
    content = kc.get_control_msg(timeout=10)["content"]
    equal((content["status"], content["restart"]), ("ok", False))
    deadline = time.time() + 10
    while km.is_alive() and time.time() < deadline:
        time.sleep(0.1)
    assert not km.is_alive(), "the process lives on"


failed = []
for each in checks:
    begin = time.time()
    try:
        each()
        print(f"ok     {each.__name__} ({1000 * (time.time() - begin):.0f} ms)")
    except BaseException:
        failed.append(each.__name__)
        print(f"FAILED {each.__name__}\n{traceback.format_exc()}")
kc.stop_channels()
if km.is_alive():
    km.shutdown_kernel(now=True)
print(f"{len(checks) - len(failed)} of {len(checks)} checks passed")
raise SystemExit(1 if failed else 0)
