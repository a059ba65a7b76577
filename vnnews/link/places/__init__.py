"""Places: ``forms`` what one mention says, ``units`` official units, ``linker`` the whole."""
