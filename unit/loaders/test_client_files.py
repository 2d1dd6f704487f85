from lona.loaders.client_files import client_files, find_client_file


def write(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")


def test_a_checkout_serves_bundle_module_and_sources_under_flat_names(tmp_path):
    for name in ("src/main.js", "src/patch.js", "src/notes.txt", "dist/lona.js", "dist/module.js"):
        write(tmp_path / name)
    assert client_files(str(tmp_path), str(tmp_path / "nothing")) == {
        "main.js": str(tmp_path / "src/main.js"),
        "patch.js": str(tmp_path / "src/patch.js"),
        "lona.bundle.js": str(tmp_path / "dist/lona.js"),
        "lona.js": str(tmp_path / "dist/module.js"),
    }


def test_an_installed_package_serves_its_own_files(tmp_path):
    write(tmp_path / "lona.js")
    files = client_files(str(tmp_path / "nothing"), str(tmp_path))
    assert files == {"lona.js": str(tmp_path / "lona.js")}


def test_both_urls_serve_the_same_files():
    bundle = find_client_file("_lona/client/lona.bundle.js")
    assert bundle is not None
    assert bundle == find_client_file("_lona/client2/lona.bundle.js")


def test_nothing_else_is_a_client_file():
    assert find_client_file("lona.bundle.js") is None
    assert find_client_file("_lona/client/../client/lona.bundle.js") is None
    assert find_client_file("_lona/client/") is None
