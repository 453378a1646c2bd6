"""The sentence of each fact of the documents."""

HISTORY = {
    "document.store": "a déposé le fichier « {name} »",
    "document.discard": "a effacé le fichier « {name} »",
    "document.scan": "a fait analyser le fichier « {name} »",
}
