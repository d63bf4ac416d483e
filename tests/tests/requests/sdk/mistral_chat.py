"""Mistral's chat completions."""

import json

from conversation import *
from mistralai.client import Mistral

LIBRARY = "mistralai"
client = Mistral(api_key="key")


def user(content):
    return {"role": "user", "content": content}


def ask(messages=[user("Name a fish.")], **options):
    return client.chat.complete(model="mistral-medium-latest", messages=messages, **options)


def call(id, arguments):
    return {"id": id, "type": "function", "function": {"name": TOOL, "arguments": json.dumps(arguments)}}


def result(id, text):
    return {"role": "tool", "tool_call_id": id, "content": text}


def completion(content, calls=None):
    message = {"role": "assistant", "content": content, "tool_calls": calls}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return {
        "id": "m1", "object": "chat.completion", "created": 1, "model": "mistral-medium-latest", "choices": [choice],
        "usage": usage,
    }


def go_on(**options):
    messages = [user(QUESTION)]
    answer = ask(messages, tools=[tool], **options).choices[0].message
    results = [result(call.id, text) for call, text in zip(answer.tool_calls, [RESULT, ERROR])]
    ask([*messages, answer, *results], tools=[tool], **options)


tool = {
    "type": "function",
    "function": {"name": TOOL, "description": TOOL_DESCRIPTION, "parameters": TOOL_SCHEMA},
}
form = {"name": FORM, "description": FORM_DESCRIPTION, "schema": FORM_SCHEMA, "strict": True}
what = {"type": "text", "text": "What is this?"}
picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PICTURE}"}}
document = {
    "type": "document_url",
    "document_url": f"data:application/pdf;base64,{DOCUMENT}",
    "document_name": DOCUMENT_NAME,
}
calls = [call("call00001", CITIES[0]), call("call00002", CITIES[1])]
thought = {"type": "thinking", "thinking": [{"type": "text", "text": "I need the weather."}]}

PLAIN = completion("Goldfish.")
ANSWERS = {
    "results": completion(SAID, calls),
    "thoughts": completion([thought, {"type": "text", "text": SAID}], calls[:1]),
}

CASES = {
    "text": lambda: ask(),
    "stream": lambda: client.chat.stream(model="mistral-medium-latest", messages=[user("Name a fish.")]),
    "turns": lambda: ask([
        {"role": "system", "content": SYSTEM},
        user("Name a fish."),
        {"role": "assistant", "content": "Goldfish."},
        user("Another."),
    ]),
    "options": lambda: ask(max_tokens=100, temperature=0.5, top_p=0.75),
    "top_k": lambda: ask(top_k=40),
    "stop": lambda: ask(stop=["\n\n", "END"]),
    "tools": lambda: ask(tools=[tool]),
    "choice_auto": lambda: ask(tools=[tool], tool_choice="auto"),
    "choice_any": lambda: ask(tools=[tool], tool_choice="any"),
    "choice_none": lambda: ask(tools=[tool], tool_choice="none"),
    "choice_named": lambda: ask(tools=[tool], tool_choice={"type": "function", "function": {"name": TOOL}}),
    "one_call_at_a_time": lambda: ask(tools=[tool], parallel_tool_calls=False),
    "told_calls": lambda: ask(
        [
            user(QUESTION),
            {"role": "assistant", "content": "", "tool_calls": calls},
            result("call00001", RESULT),
            result("call00002", ERROR),
            {"role": "assistant", "content": TOLD},
            user(NEXT),
        ],
        tools=[tool],
    ),
    "results": go_on,
    "picture": lambda: ask([user([what, picture])]),
    "picture_url": lambda: ask([user([what, {"type": "image_url", "image_url": {"url": PICTURE_URL}}])]),
    "document": lambda: ask([user([what, document])]),
    "document_url": lambda: ask([user([what, {"type": "document_url", "document_url": DOCUMENT_URL}])]),
    "form": lambda: ask(response_format={"type": "json_schema", "json_schema": form}),
    "json": lambda: ask(response_format={"type": "json_object"}),
    "reasoning": lambda: ask(reasoning_effort="high"),
    "thoughts": lambda: go_on(reasoning_effort="high"),
}
