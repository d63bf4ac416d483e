"""What the conversations are about, the same in every library; the words of `conversation.rs`."""

SYSTEM = "Be brief."
QUESTION = "What is the weather in Bern and Rome?"
SAID = "Let me see."
CITIES = [{"city": "Bern"}, {"city": "Rome"}]
RESULT = "Sunny."
ERROR = "No such city."
TOLD = "It is sunny in Bern."
NEXT = "And tomorrow?"

PICTURE = "iVBORw0KGgo="
PICTURE_URL = "https://example.com/fish.png"
DOCUMENT = "JVBERi0="
DOCUMENT_URL = "https://example.com/fish.pdf"
DOCUMENT_NAME = "fish.pdf"

TOOL = "get_weather"
TOOL_DESCRIPTION = "The weather of a city."
TOOL_SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}

FORM = "fish"
FORM_DESCRIPTION = "A fish."
FORM_SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "fins": {"type": "integer"}},
    "required": ["name", "fins"],
    "additionalProperties": False,
}
