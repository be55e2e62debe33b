"""The one way to the network: pictures from hosts that the caller has named (`--allow-network`)."""
