"""Which process runs which test, when several share the work."""

from xdist.scheduler import LoadScopeScheduling


class ByClass(LoadScopeScheduling):  # type: ignore[misc]  # xdist comes without types
    """Whoever is free takes the next test; those of one class stay together, for they share what
    takes long to make. The largest class begins."""

    def _split_scope(self, nodeid: str) -> str:
        file, *classes, _ = nodeid.partition("[")[0].split("::")
        return "::".join((file, *classes)) if classes else nodeid
