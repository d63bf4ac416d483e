"""Google's Gemini API."""

import base64

from conversation import *
from google import genai
from google.genai import types

LIBRARY = "google-genai"
client = genai.Client(api_key="key")


def ask(contents="Name a fish.", stream=False, **config):
    generate = client.models.generate_content_stream if stream else client.models.generate_content
    answer = generate(model="gemini-2.5-flash", contents=contents, config=config or None)
    return list(answer) if stream else answer


def content(role, *parts):
    return types.Content(role=role, parts=parts)


def user(text):
    return content("user", types.Part.from_text(text=text))


def choice(mode, **names):
    return {"function_calling_config": {"mode": mode, **names}}


def call(id, args, **more):
    return {"functionCall": {"id": id, "name": TOOL, "args": args}, **more}


def result(call, response):
    return types.Part(function_response={"id": call.id, "name": call.name, "response": response})


def answer(*parts):
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": "STOP", "index": 0}
    return {"candidates": [candidate], "modelVersion": "gemini-2.5-flash", "responseId": "r1"}


def go_on(**config):
    contents = [user(QUESTION)]
    said = ask(contents, tools=[tool], **config).candidates[0].content
    calls = [part.function_call for part in said.parts if part.function_call]
    results = [result(call, response) for call, response in zip(calls, responses)]
    ask([*contents, said, content("user", *results)], tools=[tool], **config)


responses = [{"output": RESULT}, {"error": ERROR}]
tool = {
    "function_declarations": [
        {"name": TOOL, "description": TOOL_DESCRIPTION, "parameters_json_schema": TOOL_SCHEMA},
    ],
}
picture = types.Part.from_bytes(data=base64.b64decode(PICTURE), mime_type="image/png")
document = types.Part.from_bytes(data=base64.b64decode(DOCUMENT), mime_type="application/pdf")

PLAIN = answer({"text": "Goldfish."})
ANSWERS = {
    "results": answer({"text": SAID}, call("fc1", CITIES[0]), call("fc2", CITIES[1])),
    "thoughts": answer(
        {"text": "I need the weather.", "thought": True},
        call("fc1", CITIES[0], thoughtSignature="c2lnbmVk"),
    ),
}

CASES = {
    "text": lambda: ask(),
    "stream": lambda: ask(stream=True),
    "turns": lambda: ask(
        [user("Name a fish."), content("model", types.Part.from_text(text="Goldfish.")), user("Another.")],
        system_instruction=SYSTEM,
    ),
    "options": lambda: ask(max_output_tokens=100, temperature=0.5, top_p=0.75),
    "top_k": lambda: ask(top_k=40),
    "stop": lambda: ask(stop_sequences=["\n\n", "END"]),
    "tools": lambda: ask(tools=[tool]),
    "choice_auto": lambda: ask(tools=[tool], tool_config=choice("AUTO")),
    "choice_any": lambda: ask(tools=[tool], tool_config=choice("ANY")),
    "choice_none": lambda: ask(tools=[tool], tool_config=choice("NONE")),
    "choice_named": lambda: ask(tools=[tool], tool_config=choice("ANY", allowed_function_names=[TOOL])),
    "told_calls": lambda: ask(
        [
            user(QUESTION),
            content("model", *(types.Part.from_function_call(name=TOOL, args=args) for args in CITIES)),
            content("user", *(types.Part.from_function_response(name=TOOL, response=it) for it in responses)),
            content("model", types.Part.from_text(text=TOLD)),
            user(NEXT),
        ],
        tools=[tool],
    ),
    "results": go_on,
    "picture": lambda: ask([content("user", types.Part.from_text(text="What is this?"), picture)]),
    "picture_url": lambda: ask([
        content(
            "user",
            types.Part.from_text(text="What is this?"),
            types.Part.from_uri(file_uri=PICTURE_URL, mime_type="image/png"),
        )
    ]),
    "document": lambda: ask([content("user", types.Part.from_text(text="What is this?"), document)]),
    "document_url": lambda: ask([
        content(
            "user",
            types.Part.from_text(text="What is this?"),
            types.Part.from_uri(file_uri=DOCUMENT_URL, mime_type="application/pdf"),
        )
    ]),
    "form": lambda: ask(response_mime_type="application/json", response_json_schema=FORM_SCHEMA),
    "json": lambda: ask(response_mime_type="application/json"),
    "reasoning": lambda: ask(thinking_config={"thinking_budget": 1024, "include_thoughts": True}),
    "thoughts": lambda: go_on(thinking_config={"thinking_budget": 1024, "include_thoughts": True}),
}
