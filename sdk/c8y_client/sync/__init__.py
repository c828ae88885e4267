"""The synchronous half: the modules beside this one are made from those of `c8y_client._async`."""
