"""What belongs to a database goes with it."""


def test_keys_go_with_their_database(databases, runtime):
    folder = runtime.data_dir / "onestop"
    folder.mkdir(parents=True, exist_ok=True)
    first, other = (folder / f"{name}.sealing-key" for name in ("test_keys_first", "test_keys_first_2"))
    for file in (first, other):
        file.write_bytes(file.name.encode())
    databases.create("test_keys_other")
    databases.rename("test_keys_other", "test_keys_first_2")
    assert not other.exists(), "the database that it belonged to has gone"
    databases.create("test_keys_second")
    first.rename(folder / "test_keys_second.sealing-key")
    databases.rename("test_keys_second", "test_keys_first")
    assert first.read_bytes() == b"test_keys_first.sealing-key"
    for name in ("test_keys_first", "test_keys_first_2"):
        databases.drop(name)
    assert not first.exists()
