"""The only room that knows MkDocs: the plugin, the navigation and the preview."""
