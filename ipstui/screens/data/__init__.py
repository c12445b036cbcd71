"""The data itself: passphrase, copies, settings, data protection."""
