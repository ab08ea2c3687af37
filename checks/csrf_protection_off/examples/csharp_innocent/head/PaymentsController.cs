using Microsoft.AspNetCore.Mvc;

public class PaymentsController : Controller
{
    [HttpPost]
    [ValidateAntiForgeryToken]
    public IActionResult Pay(int amount)
    {
        return Ok(amount);
    }
}
