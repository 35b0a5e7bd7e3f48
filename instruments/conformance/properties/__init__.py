"""What a trusted microscope shows: each function is a property, its name the sentence, its docstring the fault that it pins."""
