"""Jupyter's own suite for kernels, told what Java looks like."""

import unittest

from jupyter_kernel_test import KernelTests


class JavaKernel(KernelTests):
    kernel_name = "jarl"
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oh");'
    code_generate_error = "int zero = 0;\n1 / zero"
    code_clear_output = "jarl.kernel.display.Display.clear(false);"
    code_inspect_sample = "String.valueOf"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "6 * 8", "result": "48"},
        {"code": '"text"', "result": "text"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    ]
    code_history_pattern = "6 [*] 7".replace("[*]", "?")
    supported_history_operations = ("tail", "range", "search")
    code_display_data = [
        {"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"},
        {
            "code": "display(new java.awt.image.BufferedImage(2, 2, 1));",
            "mime": "image/png",
        },
    ]
    completion_samples = [{"text": '"abc".toUpp', "matches": {"toUpperCase("}}]
    complete_code_samples = ["int a = 1;", "1 + 1", "class A {\n}", "%time 1", "// only this"]
    incomplete_code_samples = ["class A {", "for (int i = 0; i < 3; i++) {", "int f(", "1 +"]
    invalid_code_samples = ["int = 3 4;", "}"]


if __name__ == "__main__":
    unittest.main()
