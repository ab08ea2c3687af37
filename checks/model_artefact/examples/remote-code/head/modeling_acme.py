class AcmeForCausalLM:
    pass
