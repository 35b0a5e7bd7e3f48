"""What a scanning electron microscope is to Fractoscope: values, protocols, errors, service and files."""
