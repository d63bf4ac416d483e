"""OpenAI's Chat Completions."""

import json

import openai
from conversation import *

LIBRARY = "openai"
client = openai.OpenAI(api_key="key")


def user(content):
    return {"role": "user", "content": content}


def ask(messages=[user("Name a fish.")], **options):
    return client.chat.completions.create(model="gpt-5-mini", messages=messages, **options)


def call(id, arguments):
    return {"type": "function", "id": id, "function": {"name": TOOL, "arguments": json.dumps(arguments)}}


def result(id, text):
    return {"role": "tool", "tool_call_id": id, "content": text}


def completion(**message):
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}
    return {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-5-mini", "choices": [choice]}


def results():
    messages = [user(QUESTION)]
    answer = ask(messages, tools=[tool]).choices[0].message
    first, second = answer.tool_calls
    ask([*messages, answer, result(first.id, RESULT), result(second.id, ERROR)], tools=[tool])


tool = {
    "type": "function",
    "function": {"name": TOOL, "description": TOOL_DESCRIPTION, "parameters": TOOL_SCHEMA},
}
form = {"name": FORM, "description": FORM_DESCRIPTION, "schema": FORM_SCHEMA, "strict": True}
picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PICTURE}"}}
document = {
    "type": "file",
    "file": {"filename": DOCUMENT_NAME, "file_data": f"data:application/pdf;base64,{DOCUMENT}"},
}
calls = [call("call00001", CITIES[0]), call("call00002", CITIES[1])]

PLAIN = completion(content="Goldfish.", refusal=None, annotations=[])
ANSWERS = {
    "results": completion(content=SAID, refusal=None, annotations=[], tool_calls=calls),
}

CASES = {
    "text": lambda: ask(),
    "stream": lambda: ask(stream=True, stream_options={"include_usage": True}),
    "turns": lambda: ask([
        {"role": "system", "content": SYSTEM},
        user("Name a fish."),
        {"role": "assistant", "content": "Goldfish."},
        user("Another."),
    ]),
    "options": lambda: ask(max_completion_tokens=100, temperature=0.5, top_p=0.75),
    "stop": lambda: ask(stop=["\n\n", "END"]),
    "tools": lambda: ask(tools=[tool]),
    "choice_auto": lambda: ask(tools=[tool], tool_choice="auto"),
    "choice_any": lambda: ask(tools=[tool], tool_choice="required"),
    "choice_none": lambda: ask(tools=[tool], tool_choice="none"),
    "choice_named": lambda: ask(tools=[tool], tool_choice={"type": "function", "function": {"name": TOOL}}),
    "one_call_at_a_time": lambda: ask(tools=[tool], parallel_tool_calls=False),
    "told_calls": lambda: ask(
        [
            user(QUESTION),
            {"role": "assistant", "content": None, "tool_calls": calls},
            result("call00001", RESULT),
            result("call00002", ERROR),
            {"role": "assistant", "content": TOLD},
            user(NEXT),
        ],
        tools=[tool],
    ),
    "results": results,
    "picture": lambda: ask([user([{"type": "text", "text": "What is this?"}, picture])]),
    "picture_url": lambda: ask([
        user([{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": PICTURE_URL}}])
    ]),
    "document": lambda: ask([user([{"type": "text", "text": "What is this?"}, document])]),
    "form": lambda: ask(response_format={"type": "json_schema", "json_schema": form}),
    "json": lambda: ask(response_format={"type": "json_object"}),
    "reasoning": lambda: ask(reasoning_effort="low"),
}
