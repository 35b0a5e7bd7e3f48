"""What holds for all tests."""

import signal
import threading

# A run in the background of a shell begins with Ctrl-C ignored, and so would every process that a test starts and interrupts.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)
