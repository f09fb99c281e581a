"""Questions that staff write: the list, the sheet with lint as one types, versions, files of other tools."""
