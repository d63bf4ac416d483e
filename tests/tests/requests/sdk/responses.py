"""OpenAI's Responses."""

import json

import openai
from conversation import *

LIBRARY = "openai"
client = openai.OpenAI(api_key="key")


def user(content):
    return {"role": "user", "content": content}


def ask(input=[user("Name a fish.")], **options):
    return client.responses.create(model="gpt-5-mini", input=input, **options)


def call(number, arguments, **more):
    call = {"type": "function_call", "call_id": f"call0000{number}", "name": TOOL, **more}
    return {**call, "arguments": json.dumps(arguments)}


def made(number, arguments):
    return call(number, arguments, id=f"fc_{number}", status="completed")


def result(id, text):
    return {"type": "function_call_output", "call_id": id, "output": text}


def said(text, id="msg_1"):
    content = [{"type": "output_text", "text": text, "annotations": [], "logprobs": []}]
    return {"type": "message", "id": id, "role": "assistant", "status": "completed", "content": content}


def response(*output):
    return {
        "id": "resp_1", "object": "response", "created_at": 1, "model": "gpt-5-mini", "status": "completed",
        "output": output, "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None,
        "incomplete_details": None, "instructions": None, "metadata": {}, "temperature": 1.0, "top_p": 1.0,
    }


def go_on(**options):
    input = [user(QUESTION)]
    output = ask(input, tools=[tool], **options).output
    calls = [item for item in output if item.type == "function_call"]
    results = [result(call.call_id, text) for call, text in zip(calls, [RESULT, ERROR])]
    ask([*input, *output, *results], tools=[tool], **options)


tool = {"type": "function", "name": TOOL, "description": TOOL_DESCRIPTION, "parameters": TOOL_SCHEMA}
form = {
    "type": "json_schema", "name": FORM, "description": FORM_DESCRIPTION, "schema": FORM_SCHEMA, "strict": True,
}
what = {"type": "input_text", "text": "What is this?"}
picture = {"type": "input_image", "image_url": f"data:image/png;base64,{PICTURE}"}
document = {
    "type": "input_file", "filename": DOCUMENT_NAME, "file_data": f"data:application/pdf;base64,{DOCUMENT}",
}
thought = {
    "type": "reasoning",
    "id": "rs_1",
    "summary": [{"type": "summary_text", "text": "I need the weather."}],
    "encrypted_content": "c2VjcmV0",
}

PLAIN = response(said("Goldfish."))
ANSWERS = {
    "results": response(said(SAID), made(1, CITIES[0]), made(2, CITIES[1])),
    "thoughts": response(thought, made(1, CITIES[0])),
}

CASES = {
    "text": lambda: ask(),
    "stream": lambda: ask(stream=True),
    "turns": lambda: ask([
        {"role": "system", "content": SYSTEM},
        user("Name a fish."),
        {"role": "assistant", "content": "Goldfish."},
        user("Another."),
    ]),
    "options": lambda: ask(max_output_tokens=100, temperature=0.5, top_p=0.75),
    "tools": lambda: ask(tools=[tool]),
    "choice_auto": lambda: ask(tools=[tool], tool_choice="auto"),
    "choice_any": lambda: ask(tools=[tool], tool_choice="required"),
    "choice_none": lambda: ask(tools=[tool], tool_choice="none"),
    "choice_named": lambda: ask(tools=[tool], tool_choice={"type": "function", "name": TOOL}),
    "one_call_at_a_time": lambda: ask(tools=[tool], parallel_tool_calls=False),
    "told_calls": lambda: ask(
        [
            user(QUESTION),
            call(1, CITIES[0]),
            call(2, CITIES[1]),
            result("call00001", RESULT),
            result("call00002", ERROR),
            {"role": "assistant", "content": TOLD},
            user(NEXT),
        ],
        tools=[tool],
    ),
    "result_picture": lambda: ask(
        [user(QUESTION), call(1, CITIES[0]), result("call00001", [{"type": "input_text", "text": RESULT}, picture])],
        tools=[tool],
    ),
    "results": go_on,
    "picture": lambda: ask([user([what, picture])]),
    "picture_url": lambda: ask([user([what, {"type": "input_image", "image_url": PICTURE_URL}])]),
    "document": lambda: ask([user([what, document])]),
    "document_url": lambda: ask([user([what, {"type": "input_file", "file_url": DOCUMENT_URL}])]),
    "form": lambda: ask(text={"format": form}),
    "json": lambda: ask(text={"format": {"type": "json_object"}}),
    "reasoning": lambda: ask(reasoning={"effort": "low", "summary": "auto"}),
    "thoughts": lambda: go_on(store=False, include=["reasoning.encrypted_content"]),
}
