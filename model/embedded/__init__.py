"""A very small Qwen3-VL that is shipped with the program: what it reads, how it is asked, what it answers."""
