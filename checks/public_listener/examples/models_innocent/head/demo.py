import gradio as gr
import ray


def serve(answer, check):
    demo = gr.Interface(fn=answer, inputs="text", outputs="text")
    demo.launch(server_name="0.0.0.0", auth=check)


def inside(demo):
    ray.init(dashboard_host="127.0.0.1")
    demo.queue().launch(server_port=7860)
