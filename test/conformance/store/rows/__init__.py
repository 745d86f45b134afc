"""The rows, a file per subject, in the order of the fact sheet."""
from . import names, values, puts, reads, paging, filters, writes, errors, faults, keys, secure, tags, wire  # noqa: F401
