"""The sources that tests read from, beside the tutorial's own, and accounts that they take."""

from .tutorial import JsonObject

FILE_STORAGE = "be5ec48c-5b78-49d5-b8fa-7c89ec4569b8"
MYSQL = "26d738e0-8963-47ea-aadf-c60de735468a"
BIG_QUERY = "3c9b37f8-13a6-43d8-bad3-b863b941fedd"
LANDING_ZONE = "26f526f2-58f4-4712-961d-e41bf1ccc0e8"
FILE_FLOW = "9753525b-82c7-4dce-8a9b-5ccfce2b9876"
TABLE_FLOW = "14518937-270c-4525-bdec-c2ba7cce3860"
CREDENTIALS: dict[str, JsonObject] = {
    FILE_STORAGE: {
        "specName": "Basic Authentication",
        "params": {"host": "files.example.com", "userid": "me", "password": "open sesame"},
    },
    MYSQL: {
        "specName": "Connection String Based Authentication",
        "params": {"connectionString": "Server=db.example.com;Port=3306;Database=shop;UID=me;PWD=open sesame"},
    },
    BIG_QUERY: {
        "specName": "Basic Authentication",
        "params": {"project": "shop", "clientId": "me", "clientSecret": "open sesame", "refreshToken": "once more"},
    },
}
