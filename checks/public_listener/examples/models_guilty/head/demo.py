import gradio as gr
import ray


def serve(answer):
    demo = gr.Interface(fn=answer, inputs="text", outputs="text")
    demo.launch(share=True)


def inside(demo):
    ray.init(dashboard_host="0.0.0.0")
    demo.queue().launch(server_name="0.0.0.0", server_port=7860)
