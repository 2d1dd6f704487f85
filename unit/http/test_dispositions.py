import pytest

from lona.http.dispositions import file_name_of


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("form-data; name=a", None),
        ("", None),
        ('form-data; name="a"; filename=""', ""),
        ('form-data; name="a"; filename="b.txt"', "b.txt"),
        ('form-data; filename="b.txt"; name="a"', "b.txt"),
        ('form-data; name="a"; FileName = "b.txt"', "b.txt"),
        ('form-data; name="a"; filename="a;b=\'c\'; d"', "a;b='c'; d"),
        ('form-data; name="a"; filename="%22b%22 %25.txt"', '"b" %25.txt'),
        (r'form-data; name="a"; filename="\"b\"\c"', '"b"\\c'),
        ('form-data; name="a"; filename="a%0D%0Ab"', "a\r\nb"),
        ("form-data; name=a; filename=b.txt", "b.txt"),
        ("form-data; name=a; filename*=UTF-8''%C3%BC.txt", "ü.txt"),
        ("form-data; name=a; filename=\"b\"; filename*=utf-8''c", "b"),
    ],
)
def test_names_of_files_are_read_as_browsers_write_them(disposition, name):
    assert file_name_of(disposition) == name
