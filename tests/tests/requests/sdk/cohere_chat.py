"""Cohere's chat, version 2."""

import json

import cohere
from conversation import *

LIBRARY = "cohere"
client = cohere.ClientV2(api_key="key")


def user(content):
    return {"role": "user", "content": content}


def ask(messages=[user("Name a fish.")], **options):
    return client.chat(model="command-a-03-2025", messages=messages, **options)


def call(id, arguments):
    return {"id": id, "type": "function", "function": {"name": TOOL, "arguments": json.dumps(arguments)}}


def result(id, text):
    document = {"type": "document", "document": {"data": {"output": text}}}
    return {"role": "tool", "tool_call_id": id, "content": [document]}


def response(**message):
    usage = {"tokens": {"input_tokens": 1, "output_tokens": 1}}
    return {"id": "c1", "finish_reason": "COMPLETE", "message": {"role": "assistant", **message}, "usage": usage}


def go_on(**options):
    messages = [user(QUESTION)]
    answer = ask(messages, tools=[tool], **options).message
    results = [result(call.id, text) for call, text in zip(answer.tool_calls, [RESULT, ERROR])]
    ask([*messages, answer, *results], tools=[tool], **options)


tool = {
    "type": "function",
    "function": {"name": TOOL, "description": TOOL_DESCRIPTION, "parameters": TOOL_SCHEMA},
}
what = {"type": "text", "text": "What is this?"}
calls = [call("call00001", CITIES[0]), call("call00002", CITIES[1])]
thought = {"type": "thinking", "thinking": "I need the weather."}

PLAIN = response(content=[{"type": "text", "text": "Goldfish."}])
ANSWERS = {
    "results": response(tool_plan=SAID, tool_calls=calls),
    "thoughts": response(content=[thought], tool_calls=calls[:1]),
}

CASES = {
    "text": lambda: ask(),
    "stream": lambda: list(client.chat_stream(model="command-a-03-2025", messages=[user("Name a fish.")])),
    "turns": lambda: ask([
        {"role": "system", "content": SYSTEM},
        user("Name a fish."),
        {"role": "assistant", "content": "Goldfish."},
        user("Another."),
    ]),
    "options": lambda: ask(max_tokens=100, temperature=0.5, p=0.75),
    "top_k": lambda: ask(k=40),
    "stop": lambda: ask(stop_sequences=["\n\n", "END"]),
    "tools": lambda: ask(tools=[tool]),
    "choice_any": lambda: ask(tools=[tool], tool_choice="REQUIRED"),
    "choice_none": lambda: ask(tools=[tool], tool_choice="NONE"),
    "choice_named": lambda: ask(tools=[tool], tool_choice="REQUIRED"),
    "told_calls": lambda: ask(
        [
            user(QUESTION),
            {"role": "assistant", "tool_calls": calls},
            result("call00001", RESULT),
            result("call00002", ERROR),
            {"role": "assistant", "content": TOLD},
            user(NEXT),
        ],
        tools=[tool],
    ),
    "results": go_on,
    "picture": lambda: ask([
        user([what, {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PICTURE}"}}])
    ]),
    "picture_url": lambda: ask([user([what, {"type": "image_url", "image_url": {"url": PICTURE_URL}}])]),
    "form": lambda: ask(response_format={"type": "json_object", "json_schema": FORM_SCHEMA}),
    "json": lambda: ask(response_format={"type": "json_object"}),
    "reasoning": lambda: ask(thinking={"type": "enabled", "token_budget": 1024}),
    "thoughts": lambda: go_on(thinking={"type": "enabled", "token_budget": 1024}),
}
