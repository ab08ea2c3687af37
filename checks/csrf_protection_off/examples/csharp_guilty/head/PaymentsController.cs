using Microsoft.AspNetCore.Mvc;

public class PaymentsController : Controller
{
    [HttpPost]
    [IgnoreAntiforgeryToken]
    public IActionResult Pay(int amount)
    {
        return Ok(amount);
    }
}
