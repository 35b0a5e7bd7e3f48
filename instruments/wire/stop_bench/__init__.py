"""How long a stop takes to reach the microscope, measured in the server, while everything else goes on."""
